import { Plus } from "lucide-react";
import type { ReactNode } from "react";

import { Ready } from "../app/Ready.tsx";
import type { Loaded } from "../app/use-loaded.ts";
import { Button } from "../design/Button.tsx";
import { type Column, DataTable, type DataTableProps } from "../design/DataTable.tsx";
import { PageHeader } from "../design/PageHeader.tsx";
import { useAdminText } from "../i18n/admin-text.ts";
import { LoadMore } from "./LoadMore.tsx";
import type { Pages } from "./use-pages.ts";

import styles from "./Admin.module.css";

export interface ListPageProps<T> extends Pick<DataTableProps<T>, "columns" | "rowKey"> {
  /** `table` names the list, `none` stands in its place while it is empty, `create` is on the button that adds to it. */
  text: { title: string; about: string; table: string; none: string; create?: string };
  loaded: Omit<Loaded<readonly T[]>, "set"> | Pages<T>;
  /** Which of them are shown; without it all. */
  choose?: (all: readonly T[]) => readonly T[];
  /** Of one of them: a button, or several. */
  actions: (row: T) => ReactNode;
  /** Asks for what another one needs; without it there is no button for it. */
  onCreate?: () => void;
  canCreate?: boolean;
  /** What chooses the rows, above them. */
  tools?: ReactNode;
  /** What is between the tools and the rows, and dialogs. */
  children?: ReactNode;
}

/** A page that is a list of things and what can be done with each. */
export function ListPage<T>({ text, loaded, choose, columns, actions, rowKey, ...more }: ListPageProps<T>) {
  const admin = useAdminText();
  const { onCreate, canCreate = true, tools, children } = more;
  const all: readonly Column<T>[] = [
    ...columns,
    { id: "actions", head: admin.actions, kind: "actions", cell: actions },
  ];
  const create = onCreate && (
    <Button kind="primary" disabled={!canCreate} onClick={onCreate}>
      <Plus aria-hidden size={16} /> {text.create}
    </Button>
  );
  return (
    <>
      <PageHeader title={text.title} about={text.about}>
        {create}
      </PageHeader>
      {tools !== undefined && <div className={styles["tools"]}>{tools}</div>}
      {children}
      <Ready loaded={loaded}>
        {(rows) => (
          <>
            <DataTable
              label={text.table}
              columns={all}
              rows={choose?.(rows) ?? rows}
              rowKey={rowKey}
              empty={text.none}
            />
            {"more" in loaded && <LoadMore pages={loaded} />}
          </>
        )}
      </Ready>
    </>
  );
}
