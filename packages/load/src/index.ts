export * from "./codec/bench-codec.ts";
export * from "./generator/arrivals.ts";
export * from "./generator/chat-load.ts";
export * from "./generator/clock.ts";
export * from "./generator/crowd.ts";
export * from "./generator/latency-histogram.ts";
export * from "./generator/random.ts";
export { OutputRefused } from "./output-refused.ts";
