/** Of files that people hand in as tables. */
export const tableFaults = {
  table_empty: {
    en: "The file has no rows below a heading. The first row names the columns.",
    zh: "文件里没有数据。第一行应当是列名，下面每行一条。",
  },
  table_too_large: {
    en: "The file is too large: {max} MB at most. Split it.",
    zh: "文件太大，最多 {max} MB，请分成几个文件。",
  },
  table_too_many_rows: {
    en: "{max} rows at most. Split the file.",
    zh: "最多 {max} 行，请分成几个文件。",
  },
  table_too_many_phrasings: {
    en: "{max} phrasings at most, of all rows together. Split the file.",
    zh: "所有行加起来最多 {max} 个相似问，请分成几个文件。",
  },
  table_too_many_columns: {
    en: "{max} columns at most. Remove those that are not needed.",
    zh: "最多 {max} 列，请删去用不到的列。",
  },
  table_cell_too_long: {
    en: "The cell in row {row}, column {column} has more than {max} characters.",
    zh: "第 {row} 行第 {column} 列的单元格超过 {max} 个字。",
  },
  table_encrypted: {
    en: "The workbook has a password. Save it without one.",
    zh: "文件有打开密码，请去掉密码另存后再上传。",
  },
  table_old_xls: {
    en: "This is an Excel file from before 2007 (.xls). Save it as .xlsx.",
    zh: "这是旧版 Excel 文件（.xls），请另存为 .xlsx 后再上传。",
  },
  table_encoding: {
    en: "The text of the file cannot be read: save it as UTF-8 or GB18030.",
    zh: "文件的文字编码无法识别，请另存为 UTF-8 或 GB18030。",
  },
  table_unreadable: {
    en: "The file is no workbook and no table, or it is damaged. Open and save it anew.",
    zh: "文件不是表格，或者已损坏。请打开后重新保存再上传。",
  },
  table_columns_wrong: {
    en: "The columns are not those of the file. Name a field for each, each once.",
    zh: "列的对应关系有误：每列对应一个字段，不能重复。",
  },
  table_outdated: {
    en: "What the table would do is not what was shown any more: something was changed meanwhile. Check it again.",
    zh: "检查之后数据有了变化，结果和刚才显示的不一样。请重新检查一遍。",
  },
} as const;
