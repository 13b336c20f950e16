import { type BareWrite, bareWriteSchema, measureBareWrite } from "../../measure/bare-write.ts";
import { type Block } from "../../report/document.ts";
import { figure } from "../../report/graphs/figures.ts";
import { about } from "../change-words.ts";
import { type Chapter } from "../chapter.ts";

const STEP = "bare writes";

export const bareWriteChapter: Chapter<BareWrite> = {
  title: "What a bare write costs",
  schema: bareWriteSchema,
  steps: ({ bareWriteMs }) => [{ title: STEP, expectedMs: bareWriteMs + 2000 }],
  measure: ({ plan, self, signal, step }) =>
    step(STEP, () =>
      measureBareWrite({ part: [...self, "bench", "write", "--part"], signal, measureMs: plan.bareWriteMs }),
    ),
  write,
};

function write({ connections, bytes, rounds, cpuUs, cpuLowUs, cpuHighUs, pinned }: BareWrite): Block[] {
  const perSecond = 1e6 / cpuUs;
  return [
    {
      kind: "text",
      text: `A delivery ends as a write to a socket, and the kernel wants its price for each, whatever is written and whoever asks. On this machine a write of ${bytes} bytes to one of ${figure(connections)} loopback TCP connections costs ${figure(cpuUs)} µs of CPU (median of ${rounds} rounds over all connections; half of them lie between ${figure(cpuLowUs)} and ${figure(cpuHighUs)} µs), measured between two processes that do nothing else${pinned ? ", each on a core of its own" : ""}.`,
    },
    {
      kind: "text",
      text: `So a core that did nothing but write could make ${about(perSecond)} writes a second. A server that writes every delivery by itself can't be faster than that, in any language; past it deliveries have to share a write. The tables below say how many writes a second the server made, and what part of its CPU this floor explains.`,
    },
    {
      kind: "note",
      text: "A write over loopback includes the kernel's work on the receiving side up to the receiver's queue. Over a network card that part is done elsewhere.",
    },
  ];
}
