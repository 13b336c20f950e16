export { nameKey } from "@hubbub/protocol";
