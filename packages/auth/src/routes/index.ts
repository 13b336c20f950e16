import type { Method, Route } from "../http/route.ts";
import { healthz, readyz } from "./health.ts";
import { jwks } from "./jwks.ts";
import { login } from "./login.ts";
import { logout } from "./logout.ts";
import { me } from "./me.ts";
import { metrics } from "./metrics.ts";
import { password } from "./password.ts";
import { refresh } from "./refresh.ts";
import { revocations } from "./revocations.ts";
import { signup } from "./signup.ts";

/** Every path with its methods. */
export const ROUTES: ReadonlyMap<string, ReadonlyMap<string, Route>> = new Map([
  at("/auth/signup", { POST: signup }),
  at("/auth/login", { POST: login }),
  at("/auth/refresh", { POST: refresh }),
  at("/auth/logout", { POST: logout }),
  at("/auth/password", { POST: password }),
  at("/auth/me", { GET: me }),
  at("/auth/revocations", { GET: revocations }),
  at("/.well-known/jwks.json", { GET: jwks }),
  at("/healthz", { GET: healthz }),
  at("/readyz", { GET: readyz }),
  at("/metrics", { GET: metrics }),
]);

function at(path: string, routes: Partial<Record<Method, Route>>): [string, ReadonlyMap<string, Route>] {
  return [path, new Map(Object.entries(routes))];
}
