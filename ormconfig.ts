import { createDataSource } from "./src/store/data-source.ts";

/** For TypeORM's command line: `DATABASE_URL=… npx typeorm migration:show -d dist/ormconfig.js`. Opens nothing itself. */
export default createDataSource(process.env["DATABASE_URL"] ?? "postgresql://localhost/seatbridge");
