import { XML } from "bun";

import { inlineSvg, type Picture } from "../src/report/graphs/picture.ts";

/** A drawing as a reader of XML sees it. */
export class Drawing {
  readonly #nodes: XmlElement[] = [];

  /** Throws if it isn't well-formed, or has a number that is none. */
  constructor(svg: string) {
    if (/\bNaN\b|\bInfinity\b|undefined/.test(svg)) throw new Error(`Not a drawing: ${svg}`);
    this.#collect(XML.parse(svg, { compact: false }) as XmlElement);
  }

  static of(picture: Picture): Drawing {
    return new Drawing(inlineSvg(picture));
  }

  /** Texts in the order in which they are drawn, whole. */
  get texts(): string[] {
    return this.#nodes.filter(({ name }) => name === "text").map(contentOf);
  }

  get titles(): string[] {
    return this.#nodes.filter(({ name }) => name === "title").map(contentOf);
  }

  /** Attributes of the elements with this name that have the class, or of all with this name. */
  all(name: string, className?: string): Record<string, string>[] {
    const found = this.#nodes.filter((node) => node.name === name).map(({ attributes }) => attributes);
    if (className === undefined) return found;
    return found.filter((attributes) => (attributes["class"] ?? "").split(" ").includes(className));
  }

  #collect(node: XmlElement): void {
    this.#nodes.push(node);
    for (const child of node.children) if (typeof child !== "string" && "name" in child) this.#collect(child);
  }
}

interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (string | XmlElement)[];
}

function contentOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === "string" ? child : contentOf(child))).join("");
}
