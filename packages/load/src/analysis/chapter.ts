import { type z } from "zod";

import { type Block } from "../report/document.ts";
import { type Result } from "../result/result.ts";
import { type Analysis, type ChapterName } from "./analysis.ts";
import { type MeasureContext, type Step } from "./measure-context.ts";
import { type Plan } from "./plan.ts";

/** What a chapter's text may look at beside its own data. */
export interface Page {
  analysis: Analysis;
  /** The whole result of a run, by the file that its record names; undefined if it isn't there. */
  result(file: string): Result | undefined;
  /** A text file of the report's folder; undefined if it isn't there. */
  text(file: string): string | undefined;
}

/** One chapter of the analysis: what it measures, and what it says about that. */
export interface Chapter<Data> {
  title: string;
  schema: z.ZodType<Data>;
  /** In their order; a chapter may leave steps out as it goes. */
  steps(plan: Plan): Step[];
  /** Gives what it has, also if steps failed or the analysis was ended; undefined if that is nothing. */
  measure(context: MeasureContext): Promise<Data | undefined>;
  /** Data may lack what was not measured. */
  write(data: Data, page: Page): Block[];
}

export type { ChapterName };
