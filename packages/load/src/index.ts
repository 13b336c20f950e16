export * from "./codec/bench-codec.ts";
export { OutputRefused } from "./output-refused.ts";
