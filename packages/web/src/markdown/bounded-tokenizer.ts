import { Tokenizer, type Tokens } from "marked";

/** How deep quotes, lists and emphasis stand in each other, at most; what is deeper is text. */
const DEPTH_MAX = 8;
/** Columns of a table; a wider one is text. */
const COLUMNS_MAX = 24;

/**
 * What of Markdown is read in messages: no raw HTML, and nothing that what people type casually would become by
 * surprise (code by indenting, headings by underlining, references to links). Nesting is bounded, and so is a table.
 */
export class BoundedTokenizer extends Tokenizer {
  #depth = 0;

  override code(): undefined {}
  override html(): undefined {}
  override tag(): undefined {}
  override def(): undefined {}
  override lheading(): undefined {}
  override reflink(): undefined {}

  override blockquote(src: string): Tokens.Blockquote | undefined {
    return this.#within(() => super.blockquote(src));
  }

  override list(src: string): Tokens.List | undefined {
    return this.#within(() => super.list(src));
  }

  override emStrong(
    src: string,
    maskedSrc: string,
    prevChar?: string,
  ): Tokens.Em | Tokens.Strong | undefined {
    return this.#within(() => super.emStrong(src, maskedSrc, prevChar));
  }

  override del(src: string, maskedSrc: string, prevChar?: string): Tokens.Del | undefined {
    return this.#within(() => super.del(src, maskedSrc, prevChar));
  }

  override link(src: string): Tokens.Link | Tokens.Image | undefined {
    return this.#within(() => super.link(src));
  }

  override table(src: string): Tokens.Table | undefined {
    const [header = ""] = src.split("\n", 1);
    return header.split("|").length > COLUMNS_MAX + 1 ? undefined : super.table(src);
  }

  #within<T>(read: () => T | undefined): T | undefined {
    if (this.#depth >= DEPTH_MAX) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}
