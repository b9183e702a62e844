import { type CommandServices, executeUnasked } from "@coachwork/platform";
import type { JobPayload } from "../jobs/jobs.js";

/**
 * Ends the calendar feeds of somebody who has left the firm. They show nothing from that moment on, since their person holds
 * no role; and they do not come back with the person.
 */
export async function closeFeeds(
  services: CommandServices,
  { firmId, person }: JobPayload<"closeFeeds">,
): Promise<void> {
  await executeUnasked(services, firmId, async (transaction, now) => {
    const feeds = await transaction.query<{ id: string }>(
      `update calendar_feed set revoked_at = $3::timestamptz
       where firm_id = $1::uuid and person_id = $2::uuid and revoked_at is null returning id`,
      [firmId, person, new Date(now)],
    );
    for (const { id } of feeds) transaction.tell({ type: "calendar_feed.revoked", ids: { person, calendarFeed: id } });
  });
}
