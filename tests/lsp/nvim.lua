-- Run by test_nvim.py: a real editor starts the real server, and writes down what it learnt.
local vault, python, out = vim.env.LSP_VAULT, vim.env.LSP_PYTHON, vim.env.LSP_OUT
vim.cmd("edit " .. vim.fn.fnameescape(vault .. "/Ada.md"))
local id = vim.lsp.start_client({
  name = "netlead",
  cmd = { python, "-m", "netlead_md", "lsp", "--no-cache", "--as-of", "2026-06-30" },
  root_dir = vault,
})
vim.lsp.buf_attach_client(0, id)
local function codes()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { code = each.code, line = each.lnum, column = each.col })
  end
  return found
end
local function has(code)
  return vim.tbl_contains(vim.tbl_map(function(each) return each.code end, codes()), code)
end
local function wait(what, test)
  if not vim.wait(20000, test, 20) then error("waited in vain for " .. what) end
end
local result = {}
local function finish()
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { "- 2026-06-03 call 🎉[[Bobb]] about rooms" })
  wait("NL201", function() return has("NL201") end)
  result.typed = codes()
  local answer
  wait("a hover", function()
    local where = { textDocument = vim.lsp.util.make_text_document_params(), position = { line = 4, character = 30 } }
    answer = vim.lsp.buf_request_sync(0, "textDocument/hover", where, 5000)
    return answer and answer[id] and answer[id].result
  end)
  result.hover = answer[id].result.contents.value
  vim.api.nvim_win_set_cursor(0, { 5, 31 })
  vim.lsp.buf.rename("Robert")
  wait("the rename", function() return vim.fn.filereadable(vault .. "/Robert.md") == 1 end)
  result.line = vim.api.nvim_buf_get_lines(0, 4, 5, false)[1]
end
local ok, why = pcall(finish)
if not ok then result.error = tostring(why) end
vim.fn.writefile({ vim.fn.json_encode(result) }, out)
vim.lsp.stop_client(id)
vim.cmd("qall!")
