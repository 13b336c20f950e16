import { freePort, type ServerProcess, spawnServer, temporaryFolder } from "@hubbub/devkit";

export interface TestServerOptions {
  /** With search, notifications, webhooks and previews; default false, which is quicker. */
  worker?: boolean;
  /** Further flags of `hubbub serve`. */
  flags?: readonly string[];
  /** Further variables of its environment. A function of its address is called before the first start, with HUBBUB_PUBLIC_URL set. */
  env?: Environment | ((url: string) => Promise<Environment>);
}

type Environment = Readonly<Record<string, string>>;

/** Limits that tests, which all come from one address, would run into, and the hash's cost. */
const ENVIRONMENT = {
  HUBBUB_AUTH_LIMIT_ADDRESS: "off",
  HUBBUB_AUTH_LIMIT_NAME: "off",
  HUBBUB_AUTH_LIMIT_SIGNUP: "off",
  HUBBUB_AUTH_MEMORY_COST: "1024",
  HUBBUB_AUTH_TIME_COST: "1",
};
const RATES = ["--rate-commands", "1000000/1000000", "--rate-sends", "1000000/1000000"];

/** `hubbub serve` with its web client, which can be killed and comes back with the same data at the same address. */
export class TestServer {
  readonly data: string;
  readonly #options: TestServerOptions;
  readonly #folder = temporaryFolder();
  #process!: ServerProcess;
  #env: Environment = {};
  #setupCode: string | undefined;
  #stops = 0;

  private constructor(options: TestServerOptions) {
    this.data = this.#folder.path;
    this.#options = options;
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    const { env = {} } = options;
    if (typeof env === "function") {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      server.#env = { HUBBUB_PUBLIC_URL: url, ...(await env(url)) };
      await server.#spawn(String(port));
    } else {
      server.#env = env;
      await server.#spawn("0");
    }
    server.#setupCode = server.#process.setupCode;
    return server;
  }

  /** Of a host name, not a number: passkeys need one. */
  get url(): string {
    return `http://localhost:${new URL(this.#process.url).port}`;
  }

  /** What the first account, an administrator's, is made with. */
  get setupCode(): string {
    if (this.#setupCode === undefined) throw new Error("The server gave no setup code.");
    return this.#setupCode;
  }

  /** How often it was stopped: pages may complain of that. */
  get stops(): number {
    return this.#stops;
  }

  /** Ends it at once, as a power cut would. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  /** Ends it as an administrator does. */
  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  /** After `kill` or `stop`. */
  async startAgain(): Promise<void> {
    await this.#spawn(new URL(this.#process.url).port);
  }

  async close(): Promise<void> {
    await this.kill();
    this.#folder[Symbol.dispose]();
  }

  async #spawn(port: string): Promise<void> {
    const { worker = false, flags = [] } = this.#options;
    const all = [...RATES, ...flags, "--port", port];
    const merged = { ...ENVIRONMENT, ...this.#env };
    this.#process = await spawnServer({ data: this.data, web: true, worker, env: merged, flags: all });
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    this.#stops++;
    this.#process.kill(signal);
    await this.#process.ended;
  }
}
