/** The address of each editor worker, below /graphql/. The build sets it. */
declare const WORKERS: Record<"editor" | "graphql" | "json", string>;

/**
 * Tells the editors where to find their workers: files from our own origin. GraphiQL's own setups need another bundler
 * or fetch the workers from a CDN.
 */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_: string, label: string) =>
      new Worker(`/graphql/${label === "json" || label === "graphql" ? WORKERS[label] : WORKERS.editor}`),
  },
});
