/** Where each worker of the editors is, below /graphql/; the build knows. */
declare const WORKERS: Record<"editor" | "graphql" | "json", string>;

/**
 * Tells the editors where to find their workers: files of our own origin. GraphiQL's own set-ups either need another
 * bundler or fetch the workers from a CDN.
 */
Object.assign(globalThis, {
  MonacoEnvironment: {
    getWorker: (_: string, label: string) =>
      new Worker(`/graphql/${label === "json" || label === "graphql" ? WORKERS[label] : WORKERS.editor}`),
  },
});
