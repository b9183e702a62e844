import { type CommandContext, newId } from "@coachwork/platform";
import { type AvailabilityWindowInput, type DayWindowInput, SessionType } from "@coachwork/schema";

type Given = DayWindowInput & Partial<AvailabilityWindowInput>;
type Context = Pick<CommandContext<"OVERLAPPING_WINDOWS">, "fetch" | "refuse">;

/** Windows as they are stored. */
export type Stored<Window extends Given> = Omit<Window, "sessionTypeId"> & {
  readonly id: string;
  readonly sessionTypeId: string | null;
};

/** The given windows as they are to be stored. Refuses two for the same sessions that start at the same time. */
export async function windowsToSet<Window extends Given>(
  context: Context,
  windows: readonly Window[],
): Promise<Stored<Window>[]> {
  const types = new Map<string, string>();
  for (const [place, window] of windows.entries()) {
    const { sessionTypeId: typeId } = window;
    if (windows.slice(0, place).some((earlier) => startsWith(earlier, window))) refuseTwice(context, window, place);
    if (typeId == null || types.has(typeId)) continue;
    types.set(typeId, (await context.fetch(SessionType, typeId, `windows.${place}.sessionTypeId`)).id);
  }
  return windows.map(({ sessionTypeId: typeId, ...window }) => {
    return { ...window, id: newId(), sessionTypeId: typeId == null ? null : types.get(typeId)! };
  });
}

function startsWith(a: Given, b: Given): boolean {
  const isSame = (["weekday", "startMinute", "sessionTypeId"] as const).every(
    (name) => (a[name] ?? null) === (b[name] ?? null),
  );
  return isSame && (a.firstDate ?? "") <= (b.lastDate ?? "9") && (b.firstDate ?? "") <= (a.lastDate ?? "9");
}

function refuseTwice(context: Context, { weekday, startMinute }: Given, place: number): void {
  const when = `${weekday === undefined ? "" : `on weekday ${weekday} `}at minute ${startMinute}`;
  context.refuse(
    "OVERLAPPING_WINDOWS",
    `windows.${place}`,
    `Two windows for the same sessions start ${when}; keep one of them.`,
  );
}
