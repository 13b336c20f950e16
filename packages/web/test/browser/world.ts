import { Accounts, type Administration, Hubbub, MemorySession, type Session } from "@hubbub/client";
import { type Browser, chromium } from "playwright-core";

import { Person, type PersonOptions } from "./person.ts";
import { TestServer, type TestServerOptions } from "./test-server.ts";

export type WorldOptions = TestServerOptions;

/** The administrator's name: the first account. */
export const ADMIN = "admin";

/** A server and a browser, for the tests of one file, and the people at it, for one test. */
export class World {
  readonly server: TestServer;
  readonly browser: Browser;
  readonly accounts: Accounts;
  readonly #known = new Set<string>();
  #people: Person[] = [];
  #clients: Hubbub[] = [];

  private constructor(server: TestServer, browser: Browser) {
    this.server = server;
    this.browser = browser;
    this.accounts = new Accounts(server.url);
  }

  /** With an administrator, unless `fresh`: then nobody has an account yet. */
  static async start(
    executablePath: string,
    options: WorldOptions & { fresh?: boolean } = {},
  ): Promise<World> {
    const server = await TestServer.start(options);
    // Root, as in containers, gets no sandbox; the pages are our own.
    const browser = await chromium.launch({
      executablePath,
      chromiumSandbox: false,
      // Of its own accord it would ask its maker how to fill in forms.
      args: ["--disable-features=AutofillServerCommunication"],
    });
    // The web client may still have to be built, which takes longer than a test should.
    await fetch(server.url, { headers: { accept: "text/html" } });
    const world = new World(server, browser);
    if (!options.fresh) await world.#signUp(ADMIN, server.setupCode);
    return world;
  }

  get people(): readonly Person[] {
    return this.#people;
  }

  /** A user of this name with one more browser, logged in. The account is made at the first time in this file. */
  async person(name: string, options: PersonOptions = {}): Promise<Person> {
    return this.#sitDown(name, await this.session(name), options);
  }

  /** Somebody who isn't logged in. */
  stranger(name = "a stranger", options: PersonOptions = {}): Promise<Person> {
    return this.#sitDown(name, undefined, options);
  }

  /** The user's SDK client, to prepare what the test begins with, and to look at what the server has. */
  async client(name: string): Promise<Hubbub> {
    const session = new MemorySession(await this.session(name));
    const client = await Hubbub.connect({ url: this.server.url, session });
    this.#clients.push(client);
    return client;
  }

  /** What the administrator can do about accounts. */
  async administration(): Promise<Administration> {
    const client = await this.client(ADMIN);
    return this.accounts.administration(() => client.accessToken());
  }

  /** A public channel of this name with these members, made by the administrator; its number. */
  async channel(name: string, members: readonly string[]): Promise<number> {
    const admin = await this.client(ADMIN);
    const { id } = await admin.channels.create({ name });
    for (const member of members) await (await this.client(member)).join(id);
    return id;
  }

  /** A login of its own. */
  async session(name: string): Promise<Session> {
    if (!this.#known.has(name)) return this.#signUp(name);
    return this.accounts.login({ name, password: passwordOf(name) });
  }

  /** What was found wrong in the browsers of this test. */
  faults(): string[] {
    return this.#people.flatMap((person) => person.faults());
  }

  /** Everybody leaves: the next test begins with the same server. */
  async clear(): Promise<void> {
    const [people, clients] = [this.#people, this.#clients];
    [this.#people, this.#clients] = [[], []];
    for (const client of clients) client.close();
    await Promise.all(people.map((person) => person.leave()));
  }

  async close(): Promise<void> {
    await this.clear();
    await this.browser.close();
    await this.server.close();
  }

  async #sitDown(name: string, session: Session | undefined, options: PersonOptions): Promise<Person> {
    const { browser, server } = this;
    const setting = { browser, url: server.url, session, stops: () => server.stops };
    const person = await Person.sitDown(name, setting, options);
    this.#people.push(person);
    return person;
  }

  async #signUp(name: string, setupCode?: string): Promise<Session> {
    this.#known.add(name);
    return this.accounts.signup({ name, password: passwordOf(name), setupCode });
  }
}

/** What every user of these tests logs in with. */
export function passwordOf(name: string): string {
  return `the long password of ${name}`;
}
