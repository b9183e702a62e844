import { deep } from "./pages/deep.ts";
import { engagement } from "./pages/engagement.ts";
import type { Page } from "./pages/page.ts";
import { people } from "./pages/people.ts";
import { single } from "./pages/single.ts";
import { week } from "./pages/week.ts";
import { whole } from "./pages/whole.ts";

export const pages: readonly Page[] = [week, engagement, whole, people, deep, single];
