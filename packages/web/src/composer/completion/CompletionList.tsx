import { OptionList } from "../../design/OptionList.tsx";
import { useText } from "../../i18n/text.ts";
import type { Completion } from "./use-completion.ts";

/** Ways to complete what was begun, above the composer. */
export function CompletionList({ completion }: { completion: Completion }) {
  const { composer } = useText();
  const { id, suggestions, active, choose, activate } = completion;
  return (
    <>
      <div role="status" className="visually-hidden">
        {suggestions.length > 0 && composer.suggestionCount(suggestions.length)}
      </div>
      <OptionList
        id={id}
        label={composer.suggestions}
        options={suggestions}
        keyOf={({ key }) => key}
        active={active}
        onChoose={choose}
        onActivate={activate}
        side="above"
      />
    </>
  );
}
