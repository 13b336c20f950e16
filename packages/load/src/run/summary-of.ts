import { latencyOf } from "../result/latency-of.ts";
import { type Second, type Summary } from "../result/result.ts";
import { bandOf, plateauOf } from "./bands.ts";
import { type Outcomes } from "./outcomes.ts";

/** All of the summary but the scenario's figures. */
export function summaryOf(outcomes: Outcomes, seconds: readonly Second[]): Omit<Summary, "figures"> {
  const plateau = plateauOf(seconds);
  const { measuredMs, sent, delivered } = outcomes;
  const perSecond = (count: number) => (measuredMs === 0 ? 0 : (count * 1000) / measuredMs);
  const gatewayCpu = bandOf(plateau, ({ cpu }) => cpu.gateway);
  const plateauDelivered = plateau.reduce((sum, second) => sum + second.delivered, 0);
  return {
    latency: latencyOf(outcomes.latencies),
    acknowledgements: latencyOf(outcomes.acknowledgements),
    lags: latencyOf(outcomes.lags),
    logins: outcomes.logins.count === 0 ? null : latencyOf(outcomes.logins),
    measuredMs,
    sent,
    delivered,
    sentPerSecond: perSecond(sent),
    deliveredPerSecond: perSecond(delivered),
    gatewayCpu,
    accountsCpu: bandOf(plateau, ({ cpu }) => cpu.accounts),
    generatorCpu: bandOf(plateau, ({ cpu }) => Math.max(...cpu.generator)) ?? { min: 0, mean: 0, max: 0 },
    othersCpu: bandOf(plateau, ({ cpu }) => cpu.others),
    cpuPerDeliveryUs:
      gatewayCpu === null || plateauDelivered === 0
        ? null
        : (gatewayCpu.mean * plateau.length * 10_000) / plateauDelivered,
    gatewayMemory: bandOf(plateau, ({ memory }) => memory.gateway),
    faults: outcomes.faults,
  };
}
