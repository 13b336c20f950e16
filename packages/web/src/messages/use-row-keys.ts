import type { MessageView, OwnChannel } from "@hubbub/client";
import { type KeyboardEvent, useCallback } from "react";
import { useLocation } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import type { ListScroll } from "../list/list-scroll.ts";
import { edit } from "./editing.ts";
import { permissionsOn } from "./message-permissions.ts";
import { indexOf } from "./rows.ts";
import { seqOf } from "./use-active-row.ts";
import type { Frame } from "./view-frames.ts";

interface RowKeysOptions {
  view: MessageView;
  channel: OwnChannel;
  frame: Frame;
  scroll: ListScroll;
}

/**
 * Keys in a list of messages: up and down go from row to row, Enter to what can be done with one, Escape back; `e` edits
 * an own one, `t` opens its thread.
 */
export function useRowKeys({ view, channel, frame, scroll }: RowKeysOptions) {
  const { client } = useChat();
  const [, navigate] = useLocation();
  const { messages } = frame;
  const { thread } = view;

  const focus = useCallback(
    (scroller: HTMLElement, index: number) => {
      const message = messages[index];
      if (message === undefined) return;
      scroll.reveal(view.key(message));
      const row = scroller.querySelector<HTMLElement>(`article[data-seq="${message.seq}"]`);
      row?.focus({ preventScroll: true });
    },
    [view, messages, scroll],
  );

  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const { key, target, currentTarget: scroller } = event;
      if (!(target instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
      const seq = seqOf(target);
      const isRow = target.matches("article");
      if (key === "Escape" && isWithinRow(target)) target.closest("article")?.focus();
      if (!isRow && target !== scroller) return;
      const at = indexOf(messages, seq);
      const message = seq > 0 ? messages[at] : undefined;
      if (key === "ArrowUp" || key === "ArrowDown") {
        event.preventDefault();
        focus(scroller, seq === 0 ? messages.length - 1 : at + (key === "ArrowUp" ? -1 : 1));
      } else if (message === undefined) return;
      else if (key === "Enter") {
        // Or it would press what has the focus then.
        event.preventDefault();
        target.querySelector<HTMLElement>("[role=toolbar] button")?.focus();
      } else if (key === "e" && permissionsOn(channel, message, client.me).edit) {
        event.preventDefault();
        edit(channel.id, thread, seq);
      } else if (key === "t" && thread === 0) {
        // Or it would be written.
        event.preventDefault();
        navigate(routes.channel(channel.id, { thread: message.message?.thread || seq }));
      }
    },
    [channel, thread, messages, focus, navigate, client],
  );
}

/** A text that is written gives up by itself. */
function isWithinRow(target: HTMLElement): boolean {
  return target.closest("article") !== null && !["ARTICLE", "TEXTAREA"].includes(target.tagName);
}
