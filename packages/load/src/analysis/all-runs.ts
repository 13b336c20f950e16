import { type Analysis } from "./analysis.ts";
import { type RunRecord } from "./run-record.ts";

/** The runs of all chapters. */
export function allRuns({ chapters }: Analysis): RunRecord[] {
  const { logins, storm, changes, profile, ladder } = chapters;
  return [
    ...(logins?.data?.idle ?? []),
    ...(logins?.data?.concurrent ?? []),
    ...(storm?.data?.runs ?? []),
    ...(changes?.data?.variants.flatMap(({ runs }) => runs) ?? []),
    ...(profile?.data === undefined ? [] : [profile.data.run]),
    ...(ladder?.data?.rungs ?? []),
  ];
}
