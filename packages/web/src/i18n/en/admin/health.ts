export const health = {
  title: "Health",
  about:
    "How the server is doing, measured on the server itself. Nothing here is about any one person or message.",
  measuring: "The first measurement is taken ten seconds after the server starts.",
  verdictTitle: "State of the server",
  allIsWell: "All is well",
  allIsWellMore: "Messages arrive in time, and nothing waits for long.",
  strained: (count: number) => (count === 1 ? "One thing needs attention" : `${count} things need attention`),
  strains: {
    latency: (ms: string) =>
      `Messages arrive late: the slowest hundredth takes ${ms}. Look at the event loop and the commits below.`,
    loop: (ms: string) =>
      `The server is busy: work waits up to ${ms}. A faster processor, or fewer connections, would help.`,
    commit: (ms: string) =>
      `The disk is slow: storing messages takes up to ${ms}. Put the data folder on a local SSD.`,
    cpu: (percent: string) => `The processor is nearly used up: ${percent} of one core.`,
    disk: (free: string) =>
      `Only ${free} are free on the disk of the data folder. Make room before it is full.`,
    accounts: "The accounts service doesn't answer: nobody can log in. Look at the server's log.",
    hash: (ms: string) =>
      `Logins wait ${ms} for their password to be checked. Many people log in at once, or somebody tries passwords.`,
    worker:
      "The worker doesn't answer: search, notifications and webhooks stand still. Look at the server's log.",
    jobs: (count: string) => `${count} notifications, webhooks and mails wait for the worker.`,
    search: (count: string) => `${count} messages can't be found by the search yet.`,
  },
  cards: {
    version: "Version",
    up: "Running since",
    users: "Users",
    channels: "Channels",
    events: "Messages and events",
    files: "Files",
    database: "Database",
    disk: "Free on disk",
    accounts: "Accounts service",
    worker: "Worker",
  },
  works: "Working",
  noAnswer: "No answer",
  notStarted: "Not started",
  cores: (count: number) => (count === 1 ? "one core" : `${count} cores`),
  upFor: (time: string) => `for ${time}`,
  duration: (days: number, hours: number, minutes: number) => {
    if (days > 0) return `${days} d ${hours} h`;
    return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
  },
  online: (count: number) => `${count} online`,
  filesOf: (count: string) => (count === "1" ? "one file" : `${count} files`),
  range: "Time shown",
  lastHour: "Last hour",
  lastMinute: "Last minute",
  asTable: (name: string) => `${name} as a table`,
  time: "Time",
  nothing: "–",
  summary: (name: string, values: string) => `${name}: ${values}`,
  target: (name: string, target: string) => `${name}, should be below ${target}`,
  graphs: {
    connections: {
      title: "Connections and people",
      about:
        "Open browsers and apps, and the people behind them. A sudden fall means that the server, or the network before it, was away.",
      connections: "Connections",
      users: "People online",
    },
    traffic: {
      title: "Messages and deliveries",
      about:
        "Messages taken in, and handed out to connections, a second. Peaks are fine as long as the latency stays low.",
      events: "Messages",
      deliveries: "Deliveries",
    },
    latency: {
      title: "Latency",
      about:
        "From taking a message in to having written it to every member. Above the dashed targets people notice: see event loop and commits for the cause.",
      p50: "Half",
      p90: "90 %",
      p99: "99 %",
    },
    loop: {
      title: "Event-loop delay",
      about:
        "How late the server comes to what is due. Above 100 ms it has more to do than one core can: fewer connections or a faster core help.",
      p50: "Half",
      p99: "99 %",
      max: "Longest",
    },
    commit: {
      title: "Commit time",
      about:
        "How long the disk takes to store a batch of messages. Above 50 ms the disk is slow: use a local SSD, and no network folder.",
      p50: "Half",
      p99: "99 %",
    },
    batch: {
      title: "Messages per commit",
      about:
        "How many messages are stored together. It grows with the load and saves work; high figures are good as long as the latency is low.",
      entries: "Messages per commit",
      commits: "Commits a second",
    },
    cpu: {
      title: "Processor",
      about:
        "In percent of one core, all threads together. Near 100 % for long, the event loop falls behind.",
      user: "Program",
      system: "System",
    },
    memory: {
      title: "Memory",
      about:
        "What each process holds. It grows with connections; if it only ever grows, restart the server when it suits and report it.",
      server: "Server",
      accounts: "Accounts",
      worker: "Worker",
    },
    hash: {
      title: "Logins waiting",
      about:
        "Passwords that wait to be checked, and for how long. If it stays high, many people log in at once, or somebody tries passwords.",
      queue: "Waiting",
      delay: "Wait (95 %)",
    },
    worker: {
      title: "Work in the background",
      about:
        "Notifications, webhooks and mails that wait, and messages not yet in the search. They should go back to zero after a peak.",
      jobs: "Jobs",
      search: "Not in the search yet",
    },
  },
};
