import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import Provider from "oidc-provider";

/** What the issuer knows of somebody. */
export interface Person {
  preferred_username?: string;
  name?: string;
  email?: string;
  email_verified?: boolean;
}

export const CLIENT = { id: "hubbub", secret: "the-secret-of-tests" };

/** A real OpenID Connect issuer on a free port, where whoever comes is logged in as `current`. Ends with the block. */
export class TestIssuer implements AsyncDisposable {
  readonly people = new Map<string, Person>();
  /** The subject that logs in next; undefined: they say no. */
  current: string | undefined;
  /** It answers nothing. */
  isAway = false;
  readonly url: string;
  readonly #close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.#close = close;
  }

  /** `redirectUri`: where the client's people are sent back to. */
  static async start(redirectUri: string): Promise<TestIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const issuer = new TestIssuer(url, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    const provider = new Provider(url, {
      clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] }],
      claims: {
        openid: ["sub"],
        profile: ["name", "preferred_username"],
        email: ["email", "email_verified"],
      },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      cookies: { keys: ["a key of tests"] },
      interactions: { url: (_, { uid }) => `/interaction/${uid}` },
      findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub, ...issuer.people.get(sub) }) }),
      // Nobody is asked whether the client may know their name.
      async loadExistingGrant(ctx) {
        const { client, session } = ctx.oidc;
        const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
        grant.addOIDCScope("openid profile email");
        await grant.save();
        return grant;
      },
    });
    const handle = provider.callback();
    server.on("request", (request, response) => {
      if (issuer.isAway) return void request.socket.destroy();
      if (!request.url?.startsWith("/interaction/")) return void handle(request, response);
      const { current } = issuer;
      const result = current === undefined ? { error: "access_denied" } : { login: { accountId: current } };
      void provider.interactionFinished(request, response, result);
    });
    return issuer;
  }

  /**
   * Goes where a browser goes: follows redirects with cookies, and public addresses to where they really are. Gives the
   * address that the callback of the service sends it to, or the page that it shows.
   */
  async browse(start: string, places: Record<string, string>): Promise<string> {
    const cookies = new Map<string, string>();
    for (let url = start, hops = 0; hops < 10; hops++) {
      const { origin, pathname } = new URL(url);
      const response = await fetch(url.replace(origin, places[origin] ?? origin), {
        redirect: "manual",
        headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      });
      for (const each of response.headers.getSetCookie()) {
        const [, name = "", value = ""] = /^([^=]*)=([^;]*)/.exec(each) ?? [];
        cookies.set(name, value);
      }
      const location = response.headers.get("Location");
      if (location === null) return response.text();
      url = new URL(location, url).href;
      if (pathname.endsWith("/auth/sso/callback")) return url;
    }
    throw new Error("Too many redirects.");
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }
}
