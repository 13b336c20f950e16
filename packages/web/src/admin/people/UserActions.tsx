import type { AccountDetails, AccountRole } from "@hubbub/client";
import { Ban, KeyRound, MoreHorizontal, RotateCcw, ShieldCheck, ShieldOff, UserRound } from "lucide-react";
import { useState } from "react";

import { useChat } from "../../app/chat-context.ts";
import { routes } from "../../app/routes.ts";
import { SERVER_URL } from "../../app/session.ts";
import { ConfirmDialog } from "../../design/ConfirmDialog.tsx";
import { MenuButton, type MenuItem } from "../../design/MenuButton.tsx";
import { useAdminText } from "../../i18n/admin-text.ts";
import { act } from "../act.ts";
import { type Once, OnceDialog } from "../OnceDialog.tsx";
import { roleOf, withRole } from "./account-role.ts";

/** What is asked before it is done. */
interface Question {
  title: string;
  about: string;
  confirm: string;
  danger: boolean;
  act: () => Promise<void>;
}

export interface UserActionsProps {
  user: AccountDetails;
  isMe: boolean;
  onChange: (user: AccountDetails) => void;
}

/** The menu of what an administrator can do about an account. */
export function UserActions({ user, isMe, onChange }: UserActionsProps) {
  const admin = useAdminText();
  const text = admin.people.users;
  const { administration } = useChat();
  const [question, setQuestion] = useState<Question>();
  const [once, setOnce] = useState<Once>();
  const { id, name } = user;
  const role = roleOf(user);

  const setRole = async (next: AccountRole) => {
    await administration.setRole(id, next);
    onChange(withRole(user, next));
  };
  const changeRole = (next: AccountRole) => void act(() => setRole(next), text.isNow(name, text[next]));
  const resetPassword = async () => {
    const code = await administration.resetPassword(id);
    const value = `${SERVER_URL}${routes.resetPassword}#code=${code}`;
    setOnce({
      title: text.passwordTitle(name),
      about: text.passwordAbout(name),
      label: text.passwordLink,
      value,
    });
  };
  const enable = async () => {
    await administration.enable(id);
    onChange({ ...user, disabled: false });
  };
  const askAdmin = () =>
    setQuestion({
      title: text.adminTitle(name),
      about: text.adminAbout,
      confirm: text.makeAdmin,
      danger: false,
      act: () => setRole("admin"),
    });
  const askDisable = () =>
    setQuestion({
      title: text.disableTitle(name),
      about: text.disableAbout,
      confirm: text.disable,
      danger: true,
      act: async () => {
        await administration.disable(id);
        onChange({ ...user, disabled: true });
      },
    });
  const askSecondFactor = () =>
    setQuestion({
      title: text.secondFactorTitle(name),
      about: text.secondFactorAbout,
      confirm: text.resetSecondFactor,
      danger: true,
      act: () => administration.resetSecondFactor(id),
    });

  const roleItems: readonly (MenuItem & { for: AccountRole })[] = [
    { for: "admin", label: text.makeAdmin, icon: ShieldCheck, onSelect: askAdmin, disabled: isMe },
    {
      for: "member",
      label: text.makeMember,
      icon: UserRound,
      onSelect: () => changeRole("member"),
      disabled: isMe,
    },
    {
      for: "guest",
      label: text.makeGuest,
      icon: UserRound,
      onSelect: () => changeRole("guest"),
      disabled: isMe,
    },
  ];
  const items: MenuItem[] = [
    ...roleItems.filter((item) => item.for !== role),
    { label: text.resetPassword, icon: KeyRound, onSelect: () => void act(resetPassword), separated: true },
    { label: text.resetSecondFactor, icon: ShieldOff, onSelect: askSecondFactor },
    user.disabled
      ? {
          label: text.enable,
          icon: RotateCcw,
          onSelect: () => void act(enable, text.isEnabled(name)),
          separated: true,
        }
      : {
          label: text.disable,
          icon: Ban,
          onSelect: askDisable,
          danger: true,
          disabled: isMe,
          separated: true,
        },
  ];
  return (
    <>
      <MenuButton icon={MoreHorizontal} size="small" label={admin.actionsFor(name)} items={items} />
      {question !== undefined && (
        <ConfirmDialog
          title={question.title}
          confirm={question.confirm}
          danger={question.danger}
          onConfirm={question.act}
          onClose={() => setQuestion(undefined)}
        >
          {question.about}
        </ConfirmDialog>
      )}
      {once !== undefined && <OnceDialog once={once} onClose={() => setOnce(undefined)} />}
    </>
  );
}
