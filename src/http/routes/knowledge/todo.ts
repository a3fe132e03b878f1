import { listSets, listTodos } from "../../../action/todo/look.ts";
import { settleTodo, takeNext } from "../../../action/todo/work.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as todo from "../../contract/knowledge/todo.ts";

/** What tables that were imported have left to do. */
export const todoRoutes: readonly Route[] = [
  asks(todo.listSets, listSets),
  asks(todo.listTodos, listTodos),
  acts(todo.takeNext, takeNext),
  acts(todo.settleTodo, settleTodo),
];
