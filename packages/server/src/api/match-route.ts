import { API_ROUTES, type ApiRoute } from "./routes.ts";

interface Pattern {
  route: ApiRoute;
  parts: readonly string[];
}

const PATTERNS: readonly Pattern[] = API_ROUTES.map((route) => ({ route, parts: route.path.split("/") }));

/** What a path means, with the fields in it; what methods it takes if this one isn't among them. */
export type Match =
  | { route: Omit<ApiRoute, "path" | "summary">; fields: Record<string, string> }
  | { methods: readonly string[] };

/** `path` begins after /api. */
export function matchRoute(method: string, path: string): Match {
  const parts = path.split("/");
  const methods: string[] = [];
  for (const { route, parts: pattern } of PATTERNS) {
    const fields = fieldsOf(pattern, parts);
    if (!fields) continue;
    if (route.method === method) return { route, fields };
    methods.push(route.method);
  }
  return { methods };
}

function fieldsOf(pattern: readonly string[], parts: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const fields: Record<string, string> = {};
  for (let i = 0; i < pattern.length; i++) {
    const [wanted = "", given = ""] = [pattern[i], parts[i]];
    if (wanted.startsWith("{")) {
      const value = decoded(given);
      if (value === undefined || value === "") return undefined;
      fields[wanted.slice(1, -1)] = value;
    } else if (wanted !== given) return undefined;
  }
  return fields;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
