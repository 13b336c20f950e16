import type { MessageView, OwnChannel } from "@hubbub/client";

import { useUser } from "../app/use-user.ts";
import { editedIn } from "./editing.ts";
import { Beginning, MoreComing, RepliesLine } from "./ListEnds.tsx";
import { MessageRow } from "./MessageRow.tsx";
import type { Frame } from "./view-frames.ts";

interface ListHeadProps {
  view: MessageView;
  channel: OwnChannel;
  frame: Frame;
}

/** Above the messages: that older ones come, or what a channel or a thread begins with. */
export function ListHead({ view, channel, frame }: ListHeadProps) {
  const { root, moreBefore, messages, unsent } = frame;
  const user = useUser(root?.user ?? 0);
  if (moreBefore) return <MoreComing />;
  if (view.thread === 0)
    return <Beginning channel={channel} isEmpty={messages.length + unsent.length === 0} />;
  if (root === undefined) return null;
  return (
    <>
      <MessageRow
        channel={channel}
        message={root}
        thread={view.thread}
        user={user}
        isTogether={false}
        day={undefined}
        isNew={false}
        isMention={false}
        isHighlighted={false}
        isActive={false}
        isEditing={editedIn(channel.id, view.thread) === root.seq}
        onHold={ignore}
      />
      <RepliesLine count={root.replies?.count ?? 0} />
    </>
  );
}

function ignore(): void {
  // The root of a thread has its actions in the channel.
}
