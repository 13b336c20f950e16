import "./design/base.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { navigate } from "wouter/use-browser-location";

import { App } from "./app/App.tsx";
import { keepInSight } from "./app/keep-in-sight.ts";
import { beginSession } from "./app/use-who.ts";
import { registerServiceWorker } from "./service-worker/register.ts";

/** The service worker leaves the page the time to come up, in ms. */
const SERVICE_WORKER_MS = 1_500;

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root.");
beginSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepInSight();
setTimeout(() => {
  // Without it there is no web push, and everything else works.
  registerServiceWorker(navigate).catch((error: unknown) => console.warn("There is no web push.", error));
}, SERVICE_WORKER_MS);
