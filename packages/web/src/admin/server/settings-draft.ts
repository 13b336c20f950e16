import { LIMITS, type ServerSettings } from "@hubbub/client";

/** The settings as they stand in the form: numbers are texts until they are saved. */
export type SettingsDraft = Omit<ServerSettings, "editMinutes" | "retentionDays"> & {
  editMinutes: string;
  retentionDays: string;
};

export function draftOf(settings: ServerSettings): SettingsDraft {
  const { editMinutes, retentionDays } = settings;
  return { ...settings, editMinutes: String(editMinutes), retentionDays: String(retentionDays) };
}

export function settingsOf(draft: SettingsDraft): ServerSettings {
  const { editMinutes, retentionDays } = draft;
  return {
    ...draft,
    name: draft.name.trim(),
    editMinutes: Number(editMinutes),
    retentionDays: Number(retentionDays),
  };
}

/** Which fields hold something that can't be saved. */
export function wrongFields(draft: SettingsDraft): {
  name: boolean;
  editMinutes: boolean;
  retentionDays: boolean;
} {
  return {
    name: [...draft.name.trim()].length > LIMITS.serverNameLength,
    editMinutes: !isWholeUpTo(draft.editMinutes, LIMITS.editMinutes),
    retentionDays: !isWholeUpTo(draft.retentionDays, LIMITS.retentionDays),
  };
}

/** A whole number from 0 to `most`, in digits. */
export function isWholeUpTo(text: string, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) <= most;
}
