import { expect, test } from "bun:test";

import { Command } from "commander";

import { addSignInOptions, oidcOf, signInEnvironment, type SignInOptions } from "../src/sign-in-options.ts";

/** What a process with these flags and variables makes of them. */
function parsed(flags: string[], env: Record<string, string> = {}): SignInOptions {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    const command = addSignInOptions(new Command("any"));
    return command.parse(flags, { from: "user" }).opts();
  } finally {
    for (const name of Object.keys(env)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

test("[O3.10] an accounts service that serve starts signs people in as serve was told", () => {
  const flags = [
    "--signup",
    "invite",
    "--oidc-issuer",
    "https://id.example.org",
    "--oidc-client-id",
    "hubbub",
  ];
  const all = [...flags, "--oidc-client-secret", "secret", "--oidc-name", "Example", "--no-oidc-signup"];
  for (const given of [[], flags, all]) {
    const told = parsed(given);
    expect(parsed([], signInEnvironment(told))).toEqual(told);
  }
  expect(oidcOf(parsed([]))).toBeUndefined();
  expect(oidcOf(parsed(all))).toEqual({
    issuer: "https://id.example.org",
    clientId: "hubbub",
    clientSecret: "secret",
    name: "Example",
    signup: false,
  });
});
