import type { Argon2Cost } from "../passwords/argon2.ts";

/** What a hash worker is asked. Flat objects of primitives: Bun sends those between threads the fast way. */
export type HashJob =
  ({ op: "hash"; password: string } & Argon2Cost) | { op: "verify"; password: string; hash: string };

/** What it answers: the hash, whether the password fits, or why it could do neither. */
export type HashAnswer =
  { hash: string; ms: number } | { fits: boolean; ms: number } | { fault: string; ms: number };
