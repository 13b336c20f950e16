import "./design/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { navigate } from "wouter/use-browser-location";

import { App } from "./app/App.tsx";
import { keepInSight } from "./app/keep-in-sight.ts";
import { registerServiceWorker } from "./service-worker/register.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepInSight();
// Without it there is no web push, and everything else works.
registerServiceWorker(navigate).catch((error: unknown) => console.warn("There is no web push.", error));
