import type { DemoFirm } from "./demo-firm.ts";
import { harbour } from "./harbour.ts";
import { northlight } from "./northlight.ts";

/** The demo: two firms, so that it can be seen that neither sees the other. */
export const demoFirms: readonly DemoFirm[] = [northlight, harbour];
