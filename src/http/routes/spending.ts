import { type BudgetOf, readSpending } from "../../action/spending/read-spending.ts";
import { type AllowedOf, keepSharing, readSharing } from "../../action/spending/rules.ts";
import { acts, asks, type Route } from "../api/route.ts";
import * as spending from "../contract/work/spending.ts";

/** What places and budgets went to, and how they are shared out; what platforms allow and is used now is known outside. */
export const spendingRoutes = (budgetOf: BudgetOf, allowedOf: AllowedOf): readonly Route[] => [
  asks(spending.readSpending, readSpending(budgetOf)),
  asks(spending.readSharing, readSharing(allowedOf, budgetOf)),
  acts(spending.keepSharing, keepSharing),
];
