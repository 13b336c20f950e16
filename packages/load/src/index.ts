export * from "./codec/bench-codec.ts";
export { runBareWritePart } from "./measure/bare-write-part.ts";
export * from "./measure/bench-write.ts";
export { OptionsRefused } from "./options-refused.ts";
export { OutputRefused } from "./output-refused.ts";
export { compare } from "./report/compare/compare.ts";
export { ResultRefused } from "./result/read-result.ts";
