import type { Draft } from "@hubbub/client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { Button } from "../design/Button.tsx";
import { ConfirmDialog } from "../design/ConfirmDialog.tsx";
import { IconButton } from "../design/IconButton.tsx";
import { useText } from "../i18n/text.ts";
import { writingIn } from "./writing.ts";
import { placeOf, WrittenItem } from "./WrittenItem.tsx";

/** Something that was begun: to go on with, or to delete. */
export function DraftItem({ draft }: { draft: Draft }) {
  const { composer } = useText();
  const chat = useChat();
  const [, navigate] = useLocation();
  const [asks, setAsks] = useState(false);
  return (
    <WrittenItem written={draft}>
      <Button size="small" onClick={() => navigate(placeOf(draft))}>
        {composer.open}
      </Button>
      <IconButton size="small" icon={Trash2} label={composer.deleteDraft} onClick={() => setAsks(true)} />
      {asks && (
        <ConfirmDialog
          title={composer.deleteDraftTitle}
          confirm={composer.deleteDraft}
          danger
          onConfirm={() => writingIn(chat, draft.channel, draft.thread).clear()}
          onClose={() => setAsks(false)}
        >
          {composer.deleteDraftAbout}
        </ConfirmDialog>
      )}
    </WrittenItem>
  );
}
