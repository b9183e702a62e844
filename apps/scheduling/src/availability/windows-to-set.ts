import { type CommandContext, newId } from "@coachwork/platform";
import { type AvailabilityWindowInput, type DayWindowInput, SessionType, uuidOf } from "@coachwork/schema";

type Given = DayWindowInput & Partial<AvailabilityWindowInput>;
type Context = Pick<CommandContext<"OVERLAPPING_WINDOWS">, "fetch" | "refuse">;

/** Windows as they are stored. */
export type Stored<Window extends Given> = Omit<Window, "sessionTypeId"> & {
  readonly id: string;
  readonly sessionTypeId: string | null;
};

/** A window that is stored now, with its type as a UUID. */
type Standing = Omit<Given, "sessionTypeId"> & { readonly sessionTypeId: string | null };

/**
 * The given windows as they are to be stored. Refuses two for the same sessions that start at the same time, and new ones for
 * a session type that is archived. Those that stand may stay, so that other hours can be set.
 */
export async function windowsToSet<Window extends Given>(
  context: Context,
  windows: readonly Window[],
  standing: readonly Standing[],
): Promise<Stored<Window>[]> {
  const checked = new Set<string>();
  for (const [place, window] of windows.entries()) {
    const { sessionTypeId: typeId } = window;
    if (windows.slice(0, place).some((earlier) => startsWith(earlier, window))) refuseTwice(context, window, place);
    if (typeId == null) continue;
    const isChosen = standing.some((each) => isSame(each, { ...window, sessionTypeId: uuidOf(SessionType, typeId) }));
    const known = `${typeId}${isChosen ? " stands" : ""}`;
    if (checked.has(known)) continue;
    const field = `windows.${place}.sessionTypeId`;
    await context.fetch(SessionType, typeId, field, { isChosen });
    checked.add(known);
  }
  return windows.map(({ sessionTypeId: typeId, ...window }) => {
    return { ...window, id: newId(), sessionTypeId: typeId == null ? null : uuidOf(SessionType, typeId) };
  });
}

const PARTS = ["weekday", "startMinute", "endMinute", "firstDate", "lastDate", "sessionTypeId"] as const;

function isSame(one: Given, other: Given): boolean {
  return PARTS.every((name) => (one[name] ?? null) === (other[name] ?? null));
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
