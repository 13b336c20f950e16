/** Everything that can be set about the worker. The defaults are in `workerDefaults`. */
export interface WorkerConfig {
  /** Folder of the databases: hubbub.sqlite is read, worker.sqlite is the worker's own. Default ./hubbub-data. */
  data: string;
  /** Port on 127.0.0.1; 0 takes a free one. Default 0. */
  port: number;
  /** Base URL of the gateway, without a path. */
  gatewayUrl: string;
  /** Key that the gateway and its worker know each other by. */
  workerKey: string;
}

/** The default of each field, as stated at it. */
export const workerDefaults: Omit<WorkerConfig, "gatewayUrl" | "workerKey"> = {
  data: "./hubbub-data",
  port: 0,
};
