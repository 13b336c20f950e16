import type { BrowserContext, ConsoleMessage, Page } from "playwright-core";

/** What a browser says of a connection that was cut, or a server that is away. */
const NETWORK =
  /net::ERR_|WebSocket connection to .* failed|Failed to fetch|NetworkError|error occurred when fetching the script/;
const OWN_SCHEMES = new Set(["data:", "blob:", "about:"]);

export interface ComplaintsOptions {
  /** The only ones that pages may ask. */
  origins: readonly string[];
  /** Whether the network was cut or the server stopped: what browsers say of that is no complaint then. */
  disturbed(): boolean;
}

/** Gathers what should not happen in a browser: errors and warnings in the console, errors that nobody caught, requests to others. */
export class Complaints {
  readonly #options: ComplaintsOptions;
  readonly #allowed: RegExp[] = [];
  readonly #all: string[] = [];
  readonly #console: string[] = [];

  constructor(context: BrowserContext, options: ComplaintsOptions) {
    this.#options = options;
    context.on("console", (message) => this.#said(message));
    context.on("weberror", (error) => this.#complain(`not caught: ${error.error().stack ?? error.error()}`));
    context.on("request", (request) => this.#asked(request.url(), request.resourceType()));
    context.on("page", (page) => this.#watch(page));
  }

  /** All that was said in the consoles, with who said it. */
  get console(): readonly string[] {
    return this.#console;
  }

  /** Complaints so far that were not allowed. */
  get list(): string[] {
    return this.#all.filter(
      (complaint) =>
        !this.#allowed.some((pattern) => pattern.test(complaint)) &&
        !(this.#options.disturbed() && NETWORK.test(complaint)),
    );
  }

  /** These are what the test is about, such as a wrong password's "status of 401". */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  #said(message: ConsoleMessage): void {
    const { url, lineNumber } = message.location();
    const line = `${message.type()}: ${message.text()} (${url}:${lineNumber})`;
    this.#console.push(line);
    if (["error", "warning", "assert"].includes(message.type())) this.#complain(`console ${line}`);
  }

  #asked(url: string, what: string): void {
    const { origin, protocol } = new URL(url);
    if (this.#options.origins.includes(origin) || OWN_SCHEMES.has(protocol)) return;
    this.#complain(`a request to another origin: ${url} (${what})`);
  }

  #watch(page: Page): void {
    page.on("crash", () => this.#complain("the page crashed"));
    page.on("websocket", (socket) => this.#asked(socket.url().replace(/^ws/, "http"), "WebSocket"));
  }

  #complain(complaint: string): void {
    this.#all.push(complaint);
  }
}
