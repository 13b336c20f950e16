import { now } from "../generator/clock.ts";
import {
  commandLine,
  cpuSeconds,
  machineCpuSeconds,
  processTree,
  residentBytes,
} from "../measure/process-figures.ts";

export interface ProcessFigures {
  /** Percent of a core. */
  cpu: { gateway: number | null; accounts: number | null; others: number | null };
  /** Resident, in bytes. */
  memory: { gateway: number | null; accounts: number | null };
}

const UNKNOWN: ProcessFigures = {
  cpu: { gateway: null, accounts: null, others: null },
  memory: { gateway: null, accounts: null },
};

interface Look {
  at: number;
  gateway: number;
  accounts: number | null;
  others: number;
}

/**
 * What /proc tells of the server that the run started, and of the rest of the machine, between one look and the next.
 * Elsewhere than on Linux all is null.
 */
export class ProcessSampler {
  readonly #server: number | undefined;
  readonly #ours: readonly number[];
  #last: Look | undefined;

  /** Process ids: of the gateway, if the run started it, and of the generator. */
  constructor(server: number | undefined, generator: readonly number[]) {
    this.#server = process.platform === "linux" ? server : undefined;
    this.#ours = [...generator, process.pid];
  }

  /** All is null at the first look. */
  take(): ProcessFigures {
    const last = this.#last;
    try {
      if (this.#server === undefined) return UNKNOWN;
      const gateway = this.#server;
      const accounts = accountsOf(gateway);
      const look = this.#look(gateway, accounts);
      this.#last = look;
      if (last === undefined) return UNKNOWN;
      const percent = (before: number | null, after: number | null) =>
        before === null || after === null
          ? null
          : Math.max(0, ((after - before) * 100_000) / (look.at - last.at));
      return {
        cpu: {
          gateway: percent(last.gateway, look.gateway),
          accounts: percent(last.accounts, look.accounts),
          others: percent(last.others, look.others),
        },
        memory: {
          gateway: residentBytes(gateway),
          accounts: accounts.length === 0 ? null : sum(accounts.map(residentBytes)),
        },
      };
    } catch {
      // The server, or a child of it, ended between one line and the next; the run says so itself.
      return UNKNOWN;
    }
  }

  #look(server: number, services: readonly number[]): Look {
    const gateway = cpuSeconds(server);
    const accounts = services.length === 0 ? null : sum(services.map(cpuSeconds));
    const generator = sum(this.#ours.map(cpuSeconds));
    return {
      at: now(),
      gateway,
      accounts,
      others: machineCpuSeconds() - gateway - (accounts ?? 0) - generator,
    };
  }
}

/** The server's accounts service and what it has started. The server's worker counts among the others. */
function accountsOf(server: number): number[] {
  const [, ...children] = processTree(server);
  const services = children.filter((pid) => commandLine(pid).includes("auth"));
  return [...new Set(services.flatMap(processTree))];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
