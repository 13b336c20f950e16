import { type Random, seededRandom } from "../src/generator/random.ts";
import {
  type Latency,
  NO_FAULTS,
  type Result,
  RESULT_VERSION,
  type RunOptions,
  type Second,
} from "../src/result/result.ts";

export interface MadeUp {
  seed?: number;
  /** Seconds of the run; a third of them are ramps. */
  seconds?: number;
  users?: number;
  /** Factor on all latencies. */
  slow?: number;
  /** Of a remote server nothing but the deliveries is known. */
  remote?: boolean;
}

/** A result as a run might have had it, the same for the same seed: for tests of what is made of results. */
export function madeUpResult({
  seed = 1,
  seconds = 45,
  users = 425,
  slow = 1,
  remote = false,
}: MadeUp = {}): Result {
  const random = seededRandom(seed);
  const options = madeUpOptions({ users, seed, seconds, remote });
  const all = Array.from({ length: seconds }, (_, at) =>
    madeUpSecond(at + 1, { random, options, slow, remote }),
  );
  const plateau = all.filter(({ phase }) => phase === "plateau");
  const sent = plateau.reduce((sum, second) => sum + second.sent, 0);
  const delivered = plateau.reduce((sum, second) => sum + second.delivered, 0);
  const measuredMs = plateau.length * 1000;
  const perSecond = (total: number) => (plateau.length === 0 ? 0 : total / plateau.length);
  const latency = madeUpLatency(delivered, slow);
  const targets: [string, number, number][] = [
    ["p90", 200, latency.p90],
    ["p95", 500, latency.p95],
    ["p99", 1000, latency.p99],
    ["faults.lost", 0, 0],
  ];
  return {
    hubbubLoadResult: RESULT_VERSION,
    startedAt: "2026-01-31T12:00:00.000Z",
    ended: "complete",
    machine: {
      cpu: "Made-up CPU at 2.5 GHz",
      cores: 2,
      memory: 8 * 2 ** 30,
      os: "Linux 6.1",
      bun: "1.4.5",
      hubbub: "0.1.0",
    },
    options,
    seconds: all,
    marks: [],
    summary: {
      latency,
      acknowledgements: madeUpLatency(sent, slow * 0.6),
      lags: madeUpLatency(sent, 0.05),
      logins: null,
      measuredMs,
      sent,
      delivered,
      sentPerSecond: perSecond(sent),
      deliveredPerSecond: perSecond(delivered),
      gatewayCpu: remote ? null : bandOf(plateau.map(({ cpu }) => cpu.gateway ?? 0)),
      accountsCpu: remote ? null : bandOf(plateau.map(({ cpu }) => cpu.accounts ?? 0)),
      generatorCpu: bandOf(plateau.flatMap(({ cpu }) => cpu.generator)),
      othersCpu: remote ? null : bandOf(plateau.map(({ cpu }) => cpu.others ?? 0)),
      cpuPerDeliveryUs: remote ? null : 14.2,
      gatewayMemory: remote ? null : bandOf(plateau.map(({ memory }) => memory.gateway ?? 0)),
      faults: { ...NO_FAULTS },
      figures: [],
    },
    thresholds: targets.map(([metric, most, value]) => ({ metric, most, value, met: value <= most })),
    warnings: [],
    histogram: madeUpHistogram(delivered, slow),
  };
}

interface OptionsWanted {
  users: number;
  seed: number;
  seconds: number;
  remote: boolean;
}

function madeUpOptions({ users, seed, seconds, remote }: OptionsWanted): RunOptions {
  const rampUp = Math.floor(seconds / 4.5);
  const rampDown = Math.floor(seconds / 9);
  return {
    scenario: "chat",
    target: remote ? "http://chat.example:8080" : null,
    users,
    channels: 10,
    rate: 1.04,
    arrivals: "poisson",
    size: 64,
    rampUpMs: rampUp * 1000,
    plateauMs: (seconds - rampUp - rampDown) * 1000,
    rampDownMs: rampDown * 1000,
    auth: "none",
    codec: "protobuf",
    deflate: false,
    workers: 1,
    seed,
    serverFlags: [],
    pinned: true,
    extra: {},
  };
}

interface SecondWanted {
  random: Random;
  options: RunOptions;
  slow: number;
  remote: boolean;
}

function madeUpSecond(at: number, { random, options, slow, remote }: SecondWanted): Second {
  const [up, hold] = [options.rampUpMs / 1000, options.plateauMs / 1000];
  const phase = at <= up ? "ramp-up" : at <= up + hold ? "plateau" : "ramp-down";
  const left = (options.rampDownMs / 1000 + up + hold - at) / (options.rampDownMs / 1000);
  const share = phase === "ramp-up" ? at / up : phase === "plateau" ? 1 : left;
  const users = Math.round(options.users * share);
  const vary = (by: number) => 1 + by * (random() - 0.5);
  const sent = Math.round(users * options.rate * vary(0.2));
  const delivered = Math.round((sent * users) / options.channels);
  return {
    at,
    phase,
    users,
    sent,
    delivered,
    latency: madeUpLatency(delivered, slow * (0.5 + share / 2) * vary(0.4)),
    cpu: {
      gateway: remote ? null : 4 + 27 * share * share * vary(0.3),
      accounts: remote ? null : 0.3 * vary(1),
      generator: [2 + 17 * share * share * vary(0.2)],
      others: remote ? null : 1.5 * vary(1),
    },
    memory: {
      gateway: remote ? null : Math.round((92 + 6 * share + 0.1 * at) * 2 ** 20),
      accounts: remote ? null : 71 * 2 ** 20,
      generator: Math.round((118 + 12 * share) * 2 ** 20),
    },
    server: {
      loopDelayMs: remote ? null : 2.5 * vary(1),
      flushes: remote ? null : Math.round(140 * share),
      flushMs: remote ? null : 0.9 * vary(0.4),
      flushConnections: remote ? null : 120 * share,
      flushIntervalMs: remote ? null : 6 * vary(0.4),
      commits: remote ? null : Math.round(210 * share),
      commitMs: remote ? null : 0.6 * vary(0.5),
      commitBatch: remote ? null : 1 + 1.2 * share,
    },
    lagMs: 0.4 * vary(1),
  };
}

/** Percentiles of an exponential distribution with a tail. */
function madeUpLatency(count: number, slow: number): Latency {
  if (count === 0) return { count: 0, p50: 0, p90: 0, p95: 0, p99: 0, max: 0 };
  const at = (share: number) => Math.round(quantile(share) * slow * 1000) / 1000;
  return { count, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(0.99999) };
}

function quantile(share: number): number {
  return 1 - 4 * Math.log(1 - share) + 0.02 / Math.sqrt(1 - share);
}

function madeUpHistogram(count: number, slow: number): [number, number][] {
  if (count === 0) return [];
  const slots = Math.min(count, 400);
  return Array.from({ length: slots }, (_, at) => {
    const share = 1 - (1 - at / slots) ** 4;
    const next = 1 - (1 - (at + 1) / slots) ** 4;
    const counted = Math.round(next * count) - Math.round(share * count);
    return [Math.round(quantile(Math.min(share, 1 - 1 / count)) * slow * 1000) + at, counted] as [
      number,
      number,
    ];
  }).filter(([, counted]) => counted > 0);
}

function bandOf(values: readonly number[]): { min: number; mean: number; max: number } {
  if (values.length === 0) return { min: 0, mean: 0, max: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { min: Math.min(...values), mean, max: Math.max(...values) };
}
