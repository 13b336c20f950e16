import type { Member, OwnChannel } from "@hubbub/client";

import { dialogs } from "../shell/dialogs.ts";

export function openCreateChannel(): void {
  dialogs.open(async () => (await import("./CreateChannel.tsx")).CreateChannel, {});
}

export function openNewDirect(): void {
  dialogs.open(async () => (await import("./NewDirect.tsx")).NewDirect, {});
}

export function openLeave(channel: OwnChannel): void {
  dialogs.open(async () => (await import("./LeaveChannel.tsx")).LeaveChannel, { channel });
}

export function openArchive(channel: OwnChannel): void {
  dialogs.open(async () => (await import("./ArchiveChannel.tsx")).ArchiveChannel, { channel });
}

export function openAddPeople(channel: OwnChannel, members: ReadonlySet<number>): void {
  dialogs.open(async () => (await import("./AddPeople.tsx")).AddPeople, { channel, members });
}

export function openBan(channel: OwnChannel, member: Member): void {
  dialogs.open(async () => (await import("./BanMember.tsx")).BanMember, { channel, member });
}
