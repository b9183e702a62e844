/** What every peer's process is told, by environment: the same as the gateway, and who holds which token. */
export interface Peer {
  readonly databaseUrl: string;
  readonly port: number;
  /** Connections to the database at most, as the gateway has. */
  readonly poolSize: number;
  readonly viewers: Readonly<Record<string, PeerViewer>>;
}

/** Whom a peer's transactions are for. */
export interface PeerViewer {
  readonly firmId: string;
  readonly personId: string;
}

export function readPeer(env: NodeJS.ProcessEnv = process.env): Peer {
  return {
    databaseUrl: env.DATABASE_URL!,
    port: Number(env.PORT),
    poolSize: Number(env.DATABASE_POOL_SIZE ?? 10),
    viewers: JSON.parse(env.BENCH_VIEWERS!) as Peer["viewers"],
  };
}

/** The viewer of a request; a token that nobody holds is a mistake in the benchmark. */
export function viewerOf({ viewers }: Peer, authorization: string | undefined): PeerViewer {
  const viewer = viewers[authorization?.replace(/^Bearer /, "") ?? ""];
  if (!viewer) throw new Error("Nobody holds this token.");
  return viewer;
}
