import type { Token, Tokens } from "marked";
import { Fragment, memo, type ReactNode } from "react";

import { classNames } from "../design/class-names.ts";
import { Checkmark } from "./Checkmark.tsx";
import { CodeBlock } from "./CodeBlock.tsx";
import { Inline } from "./Inline.tsx";
import { parse } from "./parse.ts";
import { NO_WORDS, type Words } from "./words.ts";

import styles from "./Markdown.module.css";

export interface MarkdownProps {
  text: string;
  /** What names in it mean; none, if nothing is given. */
  words?: Words;
  /** Nothing in it can be followed or pressed: for previews that are a link or button themselves. */
  inert?: boolean;
}

/** A message's Markdown. All of it becomes elements, nothing HTML: what looks like HTML is shown as it was written. */
export const Markdown = memo(function Markdown({ text, words = NO_WORDS, inert = false }: MarkdownProps) {
  return (
    <div className={classNames(styles["markdown"])} inert={inert}>
      <Blocks tokens={parse(text)} words={words} />
    </div>
  );
});

function Blocks({ tokens, words }: { tokens: readonly Token[]; words: Words }): ReactNode {
  return tokens.map((token, index) => (
    // Tokens of one text don't move.
    // oxlint-disable-next-line react/no-array-index-key
    <Block key={index} token={token} words={words} />
  ));
}

function Block({ token, words }: { token: Token; words: Words }): ReactNode {
  switch (token.type) {
    case "paragraph":
    case "heading":
      return (
        <p className={token.type === "heading" ? styles["heading"] : undefined}>
          <Inline tokens={token.tokens ?? []} words={words} />
        </p>
      );
    case "text":
      return <Inline tokens={token.tokens ?? [token]} words={words} />;
    case "checkbox":
      return <Checkmark checked={(token as Tokens.Checkbox).checked} />;
    case "code":
      return <CodeBlock text={(token as Tokens.Code).text} language={(token as Tokens.Code).lang ?? ""} />;
    case "blockquote":
      return (
        <blockquote className={styles["quote"]}>
          <Blocks tokens={token.tokens ?? []} words={words} />
        </blockquote>
      );
    case "list":
      return <List list={token as Tokens.List} words={words} />;
    case "table":
      return <Table table={token as Tokens.Table} words={words} />;
    case "hr":
      return <hr className={styles["rule"]} />;
    case "space":
      return null;
    default:
      return <Fragment>{token.raw}</Fragment>;
  }
}

function List({ list, words }: { list: Tokens.List; words: Words }) {
  const items = list.items.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index} className={item.task ? styles["task"] : undefined}>
      <Blocks tokens={item.tokens} words={words} />
    </li>
  ));
  return list.ordered ? (
    <ol className={styles["list"]} start={list.start === "" ? 1 : list.start}>
      {items}
    </ol>
  ) : (
    <ul className={styles["list"]}>{items}</ul>
  );
}

function Table({ table, words }: { table: Tokens.Table; words: Words }) {
  const cells = (row: readonly Tokens.TableCell[], Cell: "th" | "td") =>
    row.map((cell, index) => (
      // oxlint-disable-next-line react/no-array-index-key
      <Cell key={index} style={cell.align === null ? undefined : { textAlign: cell.align }}>
        <Inline tokens={cell.tokens} words={words} />
      </Cell>
    ));
  return (
    <div className={styles["tableScroll"]}>
      <table className={styles["table"]}>
        <thead>
          <tr>{cells(table.header, "th")}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={index}>{cells(row, "td")}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
