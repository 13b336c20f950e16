import type { ReactNode } from "react";

import { classNames } from "./class-names.ts";

import styles from "./DataTable.module.css";

export interface Column<Row> {
  id: string;
  /** What the column holds; on phones it stands before the value. */
  head: string;
  cell: (row: Row) => ReactNode;
  /** `end` for numbers; `actions` for buttons, whose head only screen readers get; `title` names the row. */
  kind?: "title" | "end" | "actions";
}

export interface DataTableProps<Row> {
  /** Its name for screen readers. */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** Instead of rows where there are none. */
  empty: ReactNode;
}

/** A table; on phones each row is a card. The roles are said again because some browsers drop them from such cards. */
export function DataTable<Row>({ label, columns, rows, rowKey, empty }: DataTableProps<Row>) {
  if (rows.length === 0) return <div className={styles["empty"]}>{empty}</div>;
  return (
    <div className={styles["frame"]}>
      <table role="table" className={styles["table"]} aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ id, head, kind }) => (
              <th key={id} role="columnheader" scope="col" data-kind={kind}>
                <span className={classNames(kind === "actions" && "visually-hidden")}>{head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map(({ id, head, cell, kind }) => (
                <td key={id} role="cell" data-label={head} data-kind={kind}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
