import { type BareWriteOptions, measureBareWrite } from "./bare-write.ts";

/** `hubbub bench write`: measures and prints what a bare write costs here. */
export async function benchWrite(options: BareWriteOptions): Promise<void> {
  const { connections, bytes, cpuUs, cpuLowUs, cpuHighUs, rounds, pinned } = await measureBareWrite(options);
  const what = `A write of ${bytes} bytes to one of ${connections.toLocaleString("en")} TCP connections`;
  const cost = `${us(cpuUs)} µs of CPU (half of ${rounds} rounds between ${us(cpuLowUs)} and ${us(cpuHighUs)})`;
  console.log(`${what}: ${cost}.${pinned ? "" : " Writer and reader had no cores of their own."}`);
}

function us(value: number): string {
  return value.toFixed(1);
}
