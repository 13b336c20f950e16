import type { FileSink } from "bun";

/** Bytes that are held before they are written. */
const HELD_BYTES = 2 ** 20;

/** Writes a file with a JSON object on each line. Fields that are empty ("", 0, false, [], undefined) are left out. */
export class JsonLinesFile {
  readonly #sink: FileSink;

  constructor(path: string) {
    this.#sink = Bun.file(path).writer({ highWaterMark: HELD_BYTES });
  }

  async write(fields: object): Promise<void> {
    const written = this.#sink.write(`${JSON.stringify(fields, withoutEmpty)}\n`);
    if (typeof written !== "number") await written;
  }

  async close(): Promise<void> {
    await this.#sink.end();
  }
}

function withoutEmpty(this: unknown, _name: string, value: unknown): unknown {
  // Places of a list have to stay.
  if (Array.isArray(this)) return value;
  const isEmpty =
    value === "" || value === 0 || value === false || (Array.isArray(value) && value.length === 0);
  return isEmpty ? undefined : value;
}
