import { Arrivals } from "../generator/arrivals.ts";
import { now } from "../generator/clock.ts";
import { inParallel } from "../generator/in-parallel.ts";
import { LatencyHistogram } from "../generator/latency-histogram.ts";
import { userRandom } from "../generator/random.ts";

/** Fewer than wait in the accounts service's queue at most. */
const SIGNUPS_AT_ONCE = 16;
const PASSWORD = "correct horse battery staple";
const TICK_MS = 5;

/** People with accounts, who can log in at a steady rate. */
export class LoginLoad {
  /** Access tokens from signing up, by user. */
  readonly tokens: string[] = [];
  /** From the time when a login should have begun to its answer, in milliseconds. */
  readonly latencies = new LatencyHistogram();
  failures = 0;
  readonly #server: URL;
  readonly #underWay = new Set<Promise<void>>();
  #timer: Timer | undefined;

  /** `server`: the gateway, or the accounts service itself. */
  constructor(server: URL) {
    this.#server = server;
  }

  /** Makes an account for each user. Rejects if one is refused. */
  async signUp(users: number): Promise<void> {
    await inParallel(users, SIGNUPS_AT_ONCE, async (user) => {
      const response = await this.#post("/auth/signup", user);
      if (!response.ok)
        throw new Error(`Signing up was answered with ${response.status}: ${await response.text()}`);
      const { access_token: token } = (await response.json()) as { access_token: string };
      this.tokens[user] = token;
    });
  }

  /** From now on the users log in, one after the other, at Poisson arrivals of `rate` a second in all. */
  begin(rate: number, seed: number): void {
    const users = this.tokens.length;
    const arrivals = new Arrivals({
      users,
      rate: rate / users,
      shape: "poisson",
      random: (user) => userRandom(seed, user),
      until: () => Infinity,
      changes: [],
    });
    const start = now();
    for (let user = 0; user < users; user++) arrivals.begin(user, start);
    this.#timer = setInterval(() => arrivals.takeDue(now(), (user, due) => this.#logIn(user, due)), TICK_MS);
  }

  /** No login begins any more; resolves when those under way are answered. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  #logIn(user: number, due: number): void {
    const login = this.#post("/auth/login", user).then(
      async (response) => {
        await response.arrayBuffer();
        if (response.ok) this.latencies.record(now() - due);
        else this.failures++;
      },
      () => void this.failures++,
    );
    this.#underWay.add(login);
    void login.finally(() => this.#underWay.delete(login));
  }

  #post(path: string, user: number): Promise<Response> {
    return fetch(new URL(path, this.#server), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: `login-${user}`, password: PASSWORD }),
    });
  }
}
