import type { HealthSample, ServerInfo } from "@hubbub/client";
import { CircleCheck, TriangleAlert } from "lucide-react";

import { useAdminText } from "../../i18n/admin-text.ts";
import { strains } from "./verdict.ts";

import styles from "./Health.module.css";

/** In a sentence whether all is well, or what is strained and what to do about it. */
export function Verdict({ samples, info }: { samples: readonly HealthSample[]; info: ServerInfo }) {
  const text = useAdminText().health;
  const found = strains(samples, info);
  const isMeasured = samples.length > 0;
  const isWell = found.length === 0;
  const Icon = isWell ? CircleCheck : TriangleAlert;
  return (
    <section
      className={styles["verdict"]}
      data-state={isWell ? "well" : "strained"}
      aria-label={text.verdictTitle}
      aria-live="polite"
    >
      <Icon aria-hidden size={22} />
      <div>
        <strong>{isWell ? text.allIsWell : text.strained(found.length)}</strong>
        {isWell ? (
          <p>{isMeasured ? text.allIsWellMore : text.measuring}</p>
        ) : (
          <ul>
            {found.map((strain) => (
              <li key={strain}>{strain}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
