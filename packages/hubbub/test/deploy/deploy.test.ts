import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { authDefaults } from "@hubbub/auth";
import { temporaryFolder } from "@hubbub/devkit";
import { gatewayDefaults } from "@hubbub/server";

import { composeFile } from "./compose.ts";
import { type Manifest, manifest } from "./manifests.ts";
import { DEPLOY, deployFiles, metricNames, operations, type Settings, settingsOf } from "./program.ts";

/** A stop at its slowest, in s: the worker 10, commits while the database is away 10, clients 2, the store 5, accounts 10. */
const STOP_S = 37;
const PORTS = { serve: gatewayDefaults.port, auth: authDefaults.port };

const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const manifests: Manifest[] = [];
let compose: ReturnType<typeof composeFile.parse>;
const settings = {} as Record<"serve" | "auth", Settings>;

beforeAll(async () => {
  settings.serve = await settingsOf("serve");
  settings.auth = await settingsOf("auth");
  for (const [path, text] of await deployFiles("kubernetes/*.yaml")) {
    if (path.endsWith("prometheus-adapter.yaml")) continue;
    manifests.push(...[Bun.YAML.parse(text)].flat().map((document) => manifest.parse(document)));
  }
  const [text = ""] = (await deployFiles("compose/compose.yaml")).values();
  compose = composeFile.parse(Bun.YAML.parse(text));
});

const ofKind = <Kind extends Manifest["kind"]>(kind: Kind) =>
  manifests.filter((each): each is Extract<Manifest, { kind: Kind }> => each.kind === kind);

describe("what deploy/ has for several machines", () => {
  test("[O17.1] the manifests are of the kinds and fields that Kubernetes knows, and fit each other", () => {
    const [config, secret] = [ofKind("ConfigMap")[0]!, ofKind("Secret")[0]!];
    for (const { metadata, spec } of ofKind("Deployment")) {
      const { labels, annotations } = spec.template.metadata;
      expect(spec.selector.matchLabels).toEqual(labels);
      const [{ args, env, ports, volumeMounts }] = spec.template.spec.containers;
      const [port] = ports;
      expect(port.containerPort).toBe(PORTS[args[0]]);
      expect(annotations["prometheus.io/port"]).toBe(String(port.containerPort));
      expect(volumeMounts.map(({ name }) => name)).toEqual(
        spec.template.spec.volumes.map(({ name }) => name),
      );
      const service = ofKind("Service").find((each) => each.metadata.name === metadata.name)!;
      expect(service.spec.selector).toEqual(labels);
      expect(service.spec.ports[0].port).toBe(port.containerPort);
      const budget = ofKind("PodDisruptionBudget").find((each) => each.metadata.name === metadata.name)!;
      expect(budget.spec.selector.matchLabels).toEqual(labels);
      expect(ofKind("HorizontalPodAutoscaler").map((each) => each.spec.scaleTargetRef.name)).toContain(
        metadata.name,
      );
      for (const each of env) {
        if (!("valueFrom" in each)) continue;
        if ("secretKeyRef" in each.valueFrom)
          expect(Object.keys(secret.stringData)).toContain(each.valueFrom.secretKeyRef.key);
        else expect(Object.keys(config.data)).toContain(each.valueFrom.configMapKeyRef.key);
      }
    }
    expect(ofKind("Deployment").map((each) => each.metadata.name)).toEqual(["auth", "gateway"]);
    const [{ spec }] = ofKind("Ingress") as [Extract<Manifest, { kind: "Ingress" }>];
    const backend = spec.rules[0]!.http.paths[0]!.backend.service;
    expect(ofKind("Service").map((each) => each.metadata.name)).toContain(backend.name);
    expect(`https://${spec.rules[0]!.host}`).toBe(config.data["public-url"]!);
    const files = readdirSync(join(DEPLOY, "kubernetes"));
    for (const resource of ofKind("Kustomization")[0]!.resources) expect(files).toContain(resource);
  });

  test("[O17.2] the compose file has two of each service, and the load balancer knows each by its port", async () => {
    const programs = Object.entries(compose.services).filter(([, { build }]) => build);
    expect(programs.map(([name]) => name)).toEqual(["gateway-1", "gateway-2", "auth-1", "auth-2"]);
    const [balancer = ""] = (await deployFiles("compose/haproxy.cfg")).values();
    for (const [name, { command = [], volumes = [], depends_on: needed = {} }] of programs) {
      expect(balancer).toContain(`\n  server ${name} ${name}:${PORTS[command[0] as "serve" | "auth"]}\n`);
      for (const volume of volumes) expect(Object.keys(compose.volumes)).toContain(volume.split(":")[0]!);
      for (const other of Object.keys(needed)) expect(Object.keys(compose.services)).toContain(other);
    }
    expect(
      [...balancer.matchAll(/http-check send meth GET uri (\S+) ver HTTP\/1.1 hdr Host /g)].map(
        ([, path]) => path,
      ),
    ).toEqual(["/readyz", "/readyz"]);
    const { subnet } = compose.networks.default.ipam.config[0];
    for (const [, { environment = {} }] of programs) {
      expect(environment["HUBBUB_TRUSTED_PROXIES"] ?? environment["HUBBUB_AUTH_TRUSTED_PROXIES"]).toBe(
        subnet,
      );
    }
    const [example = ""] = (await deployFiles("compose/.env.example")).values();
    const named = new Set([...JSON.stringify(compose).matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name));
    expect([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!).toSorted()).toEqual(
      [...named].map(String).toSorted(),
    );
  });

  test("[O17.3] each service is given settings that its command has", async () => {
    const given: [string, readonly string[]][] = [];
    for (const { spec } of ofKind("Deployment")) {
      const [{ args, env }] = spec.template.spec.containers;
      given.push([args[0], env.map(({ name }) => name)]);
    }
    for (const { command = [], environment = {}, build } of Object.values(compose.services)) {
      if (build) given.push([command[0]!, Object.keys(environment)]);
    }
    for (const [path, text] of await deployFiles("systemd/*.env.example")) {
      const names = [...text.matchAll(/^#?([A-Z][A-Z_0-9]+)=/gm)].map(([, name]) => name!);
      given.push([basename(path).startsWith("auth") ? "auth" : "serve", names]);
    }
    expect(given).toHaveLength(2 + 4 + 3);
    for (const [command, names] of given) {
      const { variables } = settings[command as "serve" | "auth"];
      expect(names.filter((name) => !variables.has(name))).toEqual([]);
    }
  });

  test("[O17.4] what deploy/ and docs/OPERATIONS.md name of flags, variables and metrics exists", async () => {
    const metrics = await metricNames();
    const variables = new Set([...settings.serve.variables, ...settings.auth.variables]);
    const { flags } = await settingsOf("health");
    const flagsOf = { serve: settings.serve.flags, auth: settings.auth.flags, health: flags };
    const command = /\bhubbub (serve|auth|health)((?: --[\w-]+(?: [\w%./:-]+)?)+)/g;
    for (const [path, text] of [
      ...(await deployFiles("**/*")),
      ["OPERATIONS.md", await operations()],
    ] as const) {
      const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([name]) => name);
      const wrong = [
        ...named(/HUBBUB_[A-Z0-9_]*[A-Z0-9]/g).filter((name) => !variables.has(name)),
        // One that ends in _ is the beginning of several.
        ...named(/(?<![\w.])hubbub_[a-z0-9_]+/g).filter((name) => !name.endsWith("_") && !metrics.has(name)),
      ];
      for (const [, name = "", given = ""] of text.matchAll(command)) {
        const known = flagsOf[name as keyof typeof flagsOf];
        wrong.push(...(given.match(/--[\w-]+/g) ?? []).filter((flag) => !known.has(flag)));
      }
      expect([path, ...wrong]).toEqual([path]);
    }
  });

  test("[O17.5] autoscalers go by metrics that the adapter has rules for", async () => {
    const [text = ""] = (await deployFiles("kubernetes/prometheus-adapter.yaml")).values();
    const { rules } = Bun.YAML.parse(text) as {
      rules: { custom: { seriesQuery: string; metricsQuery: string }[] };
    };
    const names = rules.custom.map(({ seriesQuery }) => /^\w+/.exec(seriesQuery)![0]);
    const used = ofKind("HorizontalPodAutoscaler").flatMap(({ spec }) =>
      spec.metrics.map(({ pods }) => pods.metric.name),
    );
    expect(used.toSorted()).toEqual(names.toSorted());
    for (const { metricsQuery } of rules.custom) expect(metricsQuery).toEndWith(") by (<<.GroupBy>>)");
  });

  test("[O17.6] docs/OPERATIONS.md says of each alarm what it means, and of no other", async () => {
    const [text = ""] = (await deployFiles("prometheus/alerts.yaml")).values();
    const { groups } = Bun.YAML.parse(text) as { groups: { rules: { alert: string; expr: string }[] }[] };
    const alerts = groups.flatMap(({ rules }) => rules.map(({ alert }) => alert));
    const told = [...(await operations()).matchAll(/^\| `(Hubbub\w+)`/gm)].map(([, name]) => name!);
    expect(told).toEqual(alerts);
  });

  test("[O17.7] whatever runs a service gives it the time that a stop may take", async () => {
    for (const { spec } of ofKind("Deployment")) {
      const { containers, terminationGracePeriodSeconds: grace } = spec.template.spec;
      const [, seconds] = containers[0].lifecycle.preStop.exec.command;
      expect(grace - Number(seconds)).toBeGreaterThan(STOP_S);
    }
    for (const { build, stop_grace_period: grace = "" } of Object.values(compose.services)) {
      if (build) expect(Number(/^(\d+)s$/.exec(grace)?.[1])).toBeGreaterThan(STOP_S);
    }
    for (const text of (await deployFiles("systemd/*.service")).values()) {
      expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(text)?.[1])).toBeGreaterThan(STOP_S);
    }
  });

  const analyze = Bun.which("systemd-analyze");
  test.skipIf(analyze === null)(
    "[O17.8] systemd takes the units, and finds them hardened (where systemd-analyze is installed)",
    async () => {
      const units: string[] = [];
      for (const [path, text] of await deployFiles("systemd/*.service")) {
        const unit = join(folder.path, basename(path).replace("@.", "@8080."));
        // It looks whether the program and the file of settings are there.
        const here = text.replace("/usr/local/bin/hubbub", process.execPath);
        await Bun.write(unit, here.replace("EnvironmentFile=/", "EnvironmentFile=-/"));
        units.push(unit);
      }
      expect(units).toHaveLength(3);
      const commands = [
        ["verify", "--man=no"],
        ["security", "--offline=yes", "--no-pager", "--threshold=20"],
      ];
      for (const command of commands) {
        const child = Bun.spawn([analyze!, ...command, ...units], { stdout: "pipe", stderr: "pipe" });
        const [output, errors] = await Promise.all([
          new Response(child.stdout).text(),
          new Response(child.stderr).text(),
        ]);
        expect([command[0], await child.exited, errors || output.slice(-200)]).toEqual([
          command[0],
          0,
          expect.any(String),
        ]);
        if (command[0] === "verify") expect(errors).toBe("");
      }
    },
  );
});
