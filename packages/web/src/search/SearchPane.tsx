import { SearchOrder } from "@hubbub/client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useLocation, useSearchParams } from "wouter";

import { useChat } from "../app/chat-context.ts";
import { routes } from "../app/routes.ts";
import { Button } from "../design/Button.tsx";
import { Pane } from "../design/Pane.tsx";
import { Segments } from "../design/Segments.tsx";
import { useText } from "../i18n/text.ts";
import { FoundList } from "./FoundList.tsx";
import { recentSearches } from "./recent-searches.ts";
import { SearchField } from "./SearchField.tsx";
import { useFound } from "./use-found.ts";

import styles from "./SearchPane.module.css";

type Order = "relevance" | "time";
const ORDERS = { relevance: SearchOrder.RELEVANCE, time: SearchOrder.TIME };

/** Searches all messages that the user may see, for what stands in the address (`?q=`). */
export function SearchPane() {
  const text = useText();
  const { client } = useChat();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const query = (params.get("q") ?? "").trim();
  const [written, setWritten] = useState(query);
  const [order, setOrder] = useState<Order>("relevance");
  const results = useRef<HTMLDivElement>(null);
  const fetchPage = useMemo(
    () =>
      query === "" ? undefined : (cursor: string) => client.search(query, { cursor, order: ORDERS[order] }),
    [client, query, order],
  );
  const found = useFound(fetchPage);
  useEffect(() => {
    setWritten(query);
    if (query !== "") recentSearches.add(query);
  }, [query]);
  const search = (next: string) => {
    if (next.trim() === query) found.refresh();
    else navigate(routes.search(next.trim()));
  };
  const addFilter = (filter: string) =>
    setWritten(written === "" ? filter : `${written.trimEnd()} ${filter}`);
  const orders = [
    ["relevance", text.search.relevance],
    ["time", text.search.time],
  ] as const;
  return (
    <Pane
      title={text.search.title}
      actions={<Segments label={text.search.order} options={orders} value={order} onChange={setOrder} />}
    >
      <search className={styles["search"]}>
        <SearchField
          value={written}
          onChange={setWritten}
          onSearch={search}
          onLeave={() => results.current?.querySelector<HTMLElement>("[data-found]")?.focus()}
        />
        <Filters onAdd={addFilter} />
      </search>
      <div ref={results} className={styles["scroller"]}>
        {query === "" ? (
          <p className={styles["hint"]}>{text.search.hint}</p>
        ) : (
          <FoundList label={text.search.results} state={found} empty={text.search.none} {...found} />
        )}
      </div>
    </Pane>
  );
}

/** Ways to begin a filter by a click; the field then suggests what it takes. */
function Filters({ onAdd }: { onAdd: (filter: string) => void }) {
  const text = useText();
  const filters = [
    ["from:", text.search.from],
    ["in:", text.search.in],
    ["after:", text.search.after],
    ["before:", text.search.before],
    ["has:", text.search.has],
  ] as const;
  const add = (filter: string) => {
    onAdd(filter);
    document.querySelector<HTMLElement>("search input")?.focus();
  };
  return (
    <div role="group" aria-label={text.search.filters} className={styles["filters"]}>
      {filters.map(([filter, label]) => (
        <Button key={filter} size="small" className={styles["chip"]} onClick={() => add(filter)}>
          {label}
        </Button>
      ))}
    </div>
  );
}
