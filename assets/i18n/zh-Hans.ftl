# 界面文字：简体中文。条目的名称、变量和用语规则见 en.ftl 开头的说明。
# 引号一律用「」：弯引号在不同终端里宽度不一。

## 命令
cmd-move-down = 下移一行
cmd-move-up = 上移一行
cmd-half-page-down = 下翻半页
cmd-half-page-up = 上翻半页
cmd-page-down = 下翻一页
cmd-page-up = 上翻一页
cmd-go-first = 到开头
cmd-go-last = 到末尾
cmd-next-paragraph = 下一段
cmd-previous-paragraph = 上一段
cmd-open = 打开文章
cmd-back = 返回列表；在列表中则显示全部
cmd-back-or-leave = 返回；在列表中则退出
cmd-leave = 退出阅
cmd-switch-focus = 从列表转到旁边的正文
cmd-visited-back = 回到上一篇读过的文章
cmd-visited-forward = 再往前到下一篇
cmd-open-link = 在浏览器中打开文章的网址
cmd-edit-source = 用编辑器打开原文件
cmd-filter = 筛选标题
cmd-find = 在文中查找
cmd-next-match = 下一处匹配
cmd-previous-match = 上一处匹配
cmd-dates = 文中提到的日期，按时间先后
cmd-toggle-bookmark = 加上或取消书签
cmd-sort-bookmarks = 书签换一种次序：文件、新旧、标签、标题
cmd-edit-tags = 写书签的标签
cmd-edit-note = 写书签的笔记（文章里没有在查找时也可用）
cmd-undo-bookmark = 撤销上一次书签改动
cmd-only-bookmarks = 只看书签，或看全部文章
cmd-toggle-read = 标为已读或未读
cmd-next-unread = 下一篇未读的文章
cmd-previous-unread = 上一篇未读的文章
cmd-only-unread = 只看未读，或看全部文章
cmd-recently-read = 看最近读过的，或看全部文章
cmd-next-related = 下一篇相关文章
cmd-previous-related = 上一篇相关文章
cmd-open-related = 打开选中的相关文章
cmd-go-to-related = 到这一篇相关文章；文库中有就打开
cmd-select = 选择文字；选择时则从光标处重新开始
cmd-select-paragraphs = 整段选择，或恢复逐字选择
cmd-select-left = 左移一字；直排时到下一行
cmd-select-down = 下移一行；直排时下移一字
cmd-select-up = 上移一行；直排时上移一字
cmd-select-right = 右移一字；直排时到上一行
cmd-select-word = 到下一个词
cmd-select-word-back = 到词首，或上一个词的词首
cmd-select-word-end = 到词尾，或下一个词的词尾
cmd-select-sentence-start = 到句首，或上一句的句首
cmd-select-sentence-end = 到句末，或下一句的句末
cmd-select-paragraph-start = 到段首，或上一段的段首
cmd-select-paragraph-end = 到段末，或下一段的段末
cmd-select-line-start = 到行首
cmd-select-line-end = 到行末
cmd-select-first = 到文章开头
cmd-select-last = 到文章末尾
cmd-select-swap = 到选区的另一端
cmd-select-copy = 照原文复制选中的文字
cmd-select-quote = 复制为引文，附标题和来源
cmd-select-leave = 不复制，退出选择
cmd-copy-headline = 复制网址；没有网址则复制标题
cmd-copy-article = 复制全文
cmd-raw-text = 看原始文本，或看排好的页面
cmd-encoding = 选择阅读文章所用的编码
cmd-narrower = 每行短一些
cmd-wider = 每行长一些
cmd-default-measure = 恢复设定的行长
cmd-reader-alone = 只显示正文，或与列表并排
cmd-script = 简体、繁体或原文
cmd-punctuation = 汉字旁的标点用全角，或照原文
cmd-readings = 在文字上方注音
cmd-direction = 横排或直排
cmd-text-language = 本文的语言
cmd-kinsoku = 避头尾规则的宽严
cmd-hang = 行末标点是否悬挂
cmd-autospace = 汉字与西文之间的间隙
cmd-paragraphs = 段首缩进，或段间空行
cmd-line-gap = 行间空行
cmd-tones = 拼音声调的写法
cmd-readings-beyond = 给哪些字注音
cmd-vertical-forms = 直排标点字形
cmd-ambiguous-width = 终端里引号和破折号的宽度
cmd-help = 显示全部按键
cmd-command-prompt = 按名称执行命令
cmd-redraw = 重画屏幕
cmd-suspend = 挂起，回到命令行
cmd-prompt-accept = 确定
cmd-prompt-cancel = 取消
cmd-prompt-up = 在结果中上移
cmd-prompt-down = 在结果中下移
cmd-prompt-mode = 在标题与全文之间切换
cmd-prompt-older = 取出先前输入的内容
cmd-prompt-newer = 取出后来输入的内容
cmd-prompt-page-up = 在结果中上翻一页
cmd-prompt-page-down = 在结果中下翻一页
cmd-prompt-left = 左移一字
cmd-prompt-right = 右移一字
cmd-prompt-word-left = 左移一词
cmd-prompt-word-right = 右移一词
cmd-prompt-start = 到行首
cmd-prompt-end = 到行尾
cmd-prompt-delete-back = 删除光标前一字
cmd-prompt-delete = 删除光标处一字
cmd-prompt-delete-word = 删除光标前一词
cmd-prompt-delete-to-start = 删至行首
cmd-prompt-delete-to-end = 删至行尾
cmd-prompt-editor = 在编辑器里接着写笔记

group-moving = 移动
group-opening = 打开与返回
group-finding = 查找
group-bookmarks = 书签
group-reading = 已读与未读
group-related = 相关文章
group-selecting = 选择与复制
group-page = 页面
group-typesetting = 排版
group-program = 程序
group-typing = 输入文字时

context-list = 列表
context-reader = 正文
context-select = 选择
context-prompt = 输入

## 列表
list-articles = { $count } 篇文章
list-lines = { $count } 行
list-bookmarks = { "✦" } { $count }
list-unread = 未读 { $count } 篇
list-recent = 最近读过 { $count } 篇
list-matches = { $count } / { $total }
list-searching-begins = 正在查找
list-searching = 找到 { $count }，已查 { $looked }
prompt-text = 全文
list-percent = { $percent } %
list-reading = 已读入 { $count } 篇
list-untitled = （无标题）

## 标题下的说明
facts-characters = { $count } 字
facts-words = { $count } 词
facts-minutes = 约 { $count } 分钟
facts-guessed = { $encoding }（推测）

## 状态行
status-percent = { $percent } %
status-line = 第 { $line } 行，共 { $count } 行
status-row = 第 { $position } 篇，共 { $count } 篇
status-match = 第 { $position } 处，共 { $count } 处
status-select = 选中 { $count } 字 ∙ { $key } 复制
status-select-much = 正在选择 ∙ { $key } 复制
status-filter = 筛选「{ $query }」
status-help = { $key } 帮助
status-loading = 正在打开
status-more = 还有后文
standing-bookmarks = 书签未保存
standing-memory = 进度不保存
standing-nothing = 什么都不保存

mode-raw = 原始文本
mode-only-bookmarks = 只看书签
mode-only-unread = 只看未读
mode-recent = 最近读过
mode-alone = 只看正文

## 空白处
empty-library = 还没有文章。请把 .txt 或 .md 文件放进 { $folder }，或在启动时给出文件。
empty-reading = 正在读取文库
empty-no-match = 没有文章符合「{ $query }」。按 { $key } 显示全部。
empty-no-match-back = 没有文章符合「{ $query }」。按 { $key } 回到「{ $before }」。
empty-no-match-same = 没有文章符合「{ $query }」。
empty-search-failed = 搜索中断了，还什么都没有找到。
empty-lines = 没有行
empty-lines-reading = 正在等待输入
empty-lines-no-match = 没有行符合「{ $query }」
empty-no-bookmarks = 还没有书签。按 { $bookmark } 加书签，按 { $key } 显示全部文章。
empty-no-unread = 这里的文章都读过了。按 { $key } 显示全部文章。
empty-no-recent = 还没有读过文章。按 { $key } 显示全部文章。
empty-no-article = 选一个标题，按 { $key } 打开
empty-opening = 正在打开文章
empty-article = 这篇文章没有文字。按 { $key } 返回。
empty-help = 没有按键或命令符合「{ $query }」。按 { $key } 关闭帮助。

window-too-small = 窗口太小 { $columns }x{ $rows }

## 通知
notice-bookmark-set = 已加书签，正在保存
notice-bookmark-saved = 书签已保存
notice-bookmark-removed = 书签已取消
notice-bookmark-not-saved = 书签未能保存：{ $why }。退出之前仍然有效。
prompt-tags = 标签：
prompt-note = 笔记：
notice-tags-set = 已写标签，正在保存
notice-tags-refused = 标签未改：{ $why }：{ $what }
notice-note-set = 已记笔记，正在保存
notice-note = { $note }
notice-nothing-to-undo = 没有可以撤销的书签改动
notice-note-joined = 此间笔记已有别处改动：两份都保留，别处的在前
notice-undone = 已撤销：{ $headline }
notice-not-undone = 未撤销，此后有别处写入：{ $headline }
notice-bookmark-moved = 文章已换了地方，书签已记下新处
notice-article-moved = 文章已换了地方，已从新处打开
notice-bookmark-missing = { $what }：{ $why }。书签记得：{ $known }
notice-bookmark-gone = 另一个程序已取消这个书签，什么也没有保存。按 { $key } 可重新加上。
notice-note-gone = 另一个程序已取消这个书签，什么也没有保存。按 { $key } 可重新加上。所写的留在 { $file }
notice-note-not-edited = 笔记仍是打开编辑器之前的样子：{ $what }：{ $why }
notice-note-left = 笔记仍是打开编辑器之前的样子：{ $what }：{ $why }。编辑器里写的留在 { $file }
notice-note-unchanged = 笔记仍是打开编辑器之前的样子：编辑器里没有改动
notice-note-empty = 笔记仍是打开编辑器之前的样子：编辑器里没有留下内容。在输入行留空并确认，可删去笔记。
notice-order-file = 书签按文件次序
notice-order-newest = 书签由新到旧
notice-order-tag = 书签按标签
notice-order-headline = 书签按标题
notice-leave-unsaved = 有 { $count } 个书签未能保存：{ $why }。再按 { $key } 退出，并把它们打印出来。
notice-leave-removals = 有 { $count } 个已取消的书签仍在文件里：{ $why }。再按 { $key } 退出。
notice-bookmarks-odd = { $what }：{ $why }
notice-bookmarks-joined = 已并入书签：{ $copies }
notice-bookmarks-unreadable = 无法读取 { $what }：{ $why }。该文件不会被改写；书签在退出之前有效。
notice-all-articles = 全部文章
notice-only-bookmarks = 只看 { $count } 篇加了书签的文章
notice-marked-read = 已标为已读
notice-marked-unread = 已标为未读
notice-no-unread-below = 下面没有未读的文章
notice-no-unread-above = 上面没有未读的文章
notice-only-unread = 只看未读的文章
notice-recent = 最近读过的 { $count } 篇文章
notice-lines-not-remembered = 逐行列出的内容没有阅读记录
notice-memory-renewed = 已读标记重新开始：{ $what } 已损坏，留作 { $aside }
notice-memory-salvaged = { $what } 已损坏，留作 { $aside }；从中救回 { $count } 个已读标记
notice-not-remembered = 已读标记和阅读位置在退出之前有效：{ $what }：{ $why }
notice-match = 第 { $position } 处，共 { $count } 处
notice-match-from-start = 第 { $position } 处，共 { $count } 处；已回到开头
notice-match-from-end = 第 { $position } 处，共 { $count } 处；已转到末尾
notice-not-found = 文中没有「{ $query }」
notice-nothing-to-repeat = 还没有查找过；按 { $key } 查找
notice-related-missing = 文库中没有：{ $headline }
notice-encoding-chosen = 已按 { $encoding } 阅读
notice-encoding-fixed = 只有单独的文件才能换一种编码阅读
notice-dates-none = 这篇文章没有提到日期
notice-related-none = 这篇文章没有提到其他文章
notice-related-no-number = 没有第 { $number } 篇相关文章
notice-visited-first = 在此之前没有读过别的文章
notice-visited-last = 在此之后没有读过别的文章
notice-resumed-reading = 已回到上次读到的地方
notice-measure = 每行 { $columns } 列
notice-measure-narrowest = 每行 { $columns } 列，已是最短
notice-measure-widest = 每行 { $columns } 列，已是最长
notice-copied = 已复制 { $count } 字
notice-copied-quotation = 已复制 { $count } 字引文
notice-copied-headline = 已复制标题
notice-copied-address = 已复制网址
notice-copied-article = 已复制全文，{ $count } 字
notice-copied-nothing = 没有可以复制的文字
notice-nothing-to-select = 没有可以选择的文字
notice-article-incomplete = 文章还没有读完，请稍后再试
notice-too-early = 收到的文字还太少，等有了更多再试
notice-copy-too-long = 文字太长，终端剪贴板收不下；可在 config.toml 的 copy-command 里指定复制程序
notice-copy-failed = { $what } 没有收下复制的内容：{ $why }
notice-not-kept = 下次启动不会记住：{ $what }：{ $why }
notice-raw-on = 原始文本；按 { $key } 回到页面
notice-raw-off = 排好的页面
notice-window-narrow = 窗口要有 { $columns } 列才行
notice-source-failed = 无法读取 { $what }：{ $why }
notice-link-none = 这篇文章没有网址
notice-link-opens = 正在打开 { $host }
notice-link-unicode = { $shown } 其实是 { $host }；再按 { $key } 打开
notice-link-user = 不论前面写着什么，这个网址通向 { $host }；再按 { $key } 打开
notice-link-scheme = 只打开 http 和 https 网址，未打开：{ $url }
notice-link-long = 超过 8 KiB，未打开：{ $url }
notice-link-control = 含有控制字符，未打开：{ $url }
notice-link-malformed = 不是网址，未打开：{ $url }
notice-link-failed = { $what } 打不开，{ $why }；按 { $key } 复制 { $url }
notice-edit-no-file = 这篇文章不是单独的文件，无法编辑
notice-edit-failed = { $what }：{ $why }
notice-reread = 文件有改动，已重新读入
notice-reread-failed = 无法重新读入 { $what }：{ $why }；已读入的内容保留
notice-source-gone = { $what } 已不存在；已读入的内容保留
notice-search-failed = 无法搜索 { $what }：{ $why }
notice-sources-failed = { $count ->
    [1] 无法读取 { $what }：{ $why }
   *[other] 有 { $count } 个来源有问题，最后一个是 { $what }：{ $why }
}
notice-sources-in-part = { $count ->
    [1] { $what }：{ $why }
   *[other] 有 { $count } 个来源有问题，最后一个是 { $what }：{ $why }
}
notice-part-lines = 有 { $count } 行不是文章（第 { $lines } 行），其余已读入
notice-part-long = 有 { $count } 行超过 64 MiB，已截断，其余已读入
notice-part-cut = 文件中断或已损坏（{ $detail }），断处以前的已读入
notice-reason = { $why }（{ $detail }）
notice-config-problems = config.toml 有 { $count } 处错误；{ $first }
notice-command-unknown = 没有「{ $name }」这个命令
notice-command-unknown-near = 没有「{ $name }」这个命令，是不是「{ $nearest }」？
notice-command-not-here = 「{ $name }」在这里不起作用
notice-key-unbound = { $key } 在这里不起作用；按 { $help } 看全部按键
notice-job-panicked = 程序内部有一项任务出错（{ $detail }），其余照常

## 版面设置
look-script = 字形：{ $value ->
    [simplified] 简体
    [taiwan] 繁体（台湾）
    [hong-kong] 繁体（香港）
   *[other] 照原文
}
look-punctuation = 标点：{ $value ->
    [auto] 汉字旁用全角
   *[other] 照原文
}
look-readings = 注音：{ $value ->
    [on] 开
   *[other] 关
}
look-readings-down = 注音：开，只在横排时显示
look-readings-beyond = 注音范围：{ $value ->
    [0] 全部
   *[other] 最常用的 { $value } 字以外
}
look-tones = 声调：{ $value ->
    [marks] 符号
    [numbers] 数字
   *[other] 不标
}
look-direction = 排版方向：{ $value ->
    [vertical] 直排
   *[other] 横排
}
look-vertical-forms = 直排标点字形：{ $value ->
    [on] 开
   *[other] 关
}
look-kinsoku = 避头尾：{ $value ->
    [none] 无
    [basic] 基本
    [gb] 国标
   *[other] 严格
}
look-hang = 行末标点：{ $value ->
    [off] 不悬挂
    [half] 半悬挂
    [full] 全悬挂
   *[other] 依语言
}
look-autospace = 汉字与西文的间隙：{ $value ->
    [on] 开
   *[other] 关
}
look-paragraphs = 段落：{ $value ->
    [blank] 段间空行
   *[other] 段首缩进
}
look-line-gap = 行间空行：{ $value }
look-ambiguous-width = 引号和破折号的宽度：{ $value ->
    [auto] 询问终端
    [narrow] 一列
    [wide] 两列
   *[other] 两种终端都可
}
look-text-lang = 本文的语言：{ $value ->
    [auto] 自动
   *[other] { $value }
}

## 相关文章
related-more = 更多
related-heading = { $heading } ∙ { $count }
related-unfold = 按 { $key } 展开
related-fold = 按 { $key } 继续

## 编码
encodings-title = 这篇文章的编码
encodings-hint = 按 { $open } 选定；按 { $close } 关闭
encodings-now = 现在按 { $encoding } 阅读
encodings-told = 由文本自定
encodings-in-told = 依标记或声明，没有时推测
encodings-in-all = 各种文字
encodings-in-simplified = 中文；包含 GBK 和 GB2312
encodings-in-traditional = 中文繁体
encodings-in-japanese = 日文
encodings-in-japanese-mail = 日文邮件；从不推测
encodings-in-korean = 韩文
encodings-in-vietnamese = 越南文
encodings-in-western = 西欧文字

## 日期
dates-title = 文中的日期
dates-hint = 按 { $open } 前往；按 { $close } 关闭
dates-row = 第 { $position } 个，共 { $count } 个
dates-inferred = { $sign } 年或月由上下文推定

## 帮助
help-hint = 输入文字可以查找；按 { $key } 关闭
help-other-keys = 更改按键：{ $path } 中的 [keys]

## 异常与错误
label-warning = 注意

warning-empty = 来源中没有文字
warning-invalid-utf8 = 有些字节不是 UTF-8，已换成替代字符
warning-invalid-encoding = 有些字节不是 { $encoding }，已换成替代字符；按 { $key } 另选
warning-encoding-guessed = 编码是推测的：{ $encoding }；按 { $key } 另选
warning-encoding-unsure = 文字太少，编码不能确定，先按 { $encoding } 阅读；按 { $key } 另选
warning-binary = 这多半不是文本
warning-long-line = 有一行超过一百万字
warning-truncated = 只读入了开头的 1 GiB
warning-overflow = 只读入了开头的 64 MiB；要全部阅读，请先存为文件

why-not-found = 没有这个文件或文件夹
advice-not-found = 请检查路径
why-permission = 没有权限
advice-permission = 请检查读写权限
why-folder-empty = 这个文件夹里没有文章
advice-folder-empty = 文章是以 .txt 或 .md 结尾的文件
why-empty = 里面没有内容
advice-empty = 文件一有变化就会重新读入
why-folder = 这是文件夹
advice-folder = 请给出文件
why-not-text = 这不是文本
advice-not-text = 加上 --force 仍可显示
why-device = 这是设备，不是文件
advice-device = 请给出文件，或把文本用管道传给 yue -
why-io = 系统报告了错误
advice-io = 请再试一次
why-bookmarks-damaged = 文件已损坏，能读出的书签都在
advice-bookmarks-damaged = 下次写入之前会先复制为以 .corrupt-1 结尾的文件
why-bookmarks-emptied = 文件现在是空的，或已不在；下次改动会写回原有的书签
advice-bookmarks-emptied = 若不要它们，请先退出阅
why-bookmarks-mended = 文件曾损坏，或合并未完，现已重写；原文在以 .corrupt-1 或更大编号结尾的副本里
advice-bookmarks-mended = 请查看该副本
why-bookmarks-no-id = 里面有书签没有编号，已略过
advice-bookmarks-no-id = 请给每个书签写上十六位十六进制编号
why-import-part = 有一部分不能读出，其余已并入
advice-import-part = 请查看这一行，然后再并入一次
why-import-long = 文件超过 64 MiB
advice-import-long = 请分成几份并入
why-copy-damaged = 副本已损坏；能读出的书签已并入，其余留在此文件
advice-copy-damaged = 请查看该文件，然后删除
why-crowded = 旁边留存的副本太多
advice-crowded = 请查看并移走以 .corrupt-1 等结尾的文件；在此之前不会写入
why-bookmark-gone = 另一个程序已取消它的书签
advice-bookmark-gone = 没有为它写入任何内容；可用 yue bookmarks add 重新加上
why-tag-long = 一个标签最多 64 个字
advice-tag-long = 请缩短
why-tags-many = 一个书签最多加 64 个标签
advice-tags-many = 请先去掉别的标签
why-note-not-utf8 = 保存的内容不是 UTF-8
advice-note-not-utf8 = 请存为 UTF-8
why-note-long = 超过笔记的上限 1 MiB
advice-note-long = 请缩短
why-note-left = 编辑器里写的留在那里，没有进入任何书签
advice-note-left = 请查看，然后删除它的文件夹
why-note-joined = 此间笔记已有别处改动；两份都保留，别处的在前
advice-note-joined = 可用 yue bookmarks note --edit 查看
why-note-unchanged = 编辑器里没有改动
advice-note-unchanged = 笔记保持原样
why-note-empty = 编辑器里没有留下内容
advice-note-empty = 笔记保持原样；要删去它，请给出空的笔记
why-bookmarks-conflict = 文件里有合并冲突的两份内容，两份的书签都在
advice-bookmarks-conflict = 下次写入会合成一份，并保留以 .corrupt-1 结尾的副本
why-bookmarks-newer = 文件版本较新
advice-bookmarks-newer = 只读不写；请使用新版 yue
why-no-bookmark = 没有这个编号或来源的书签
advice-no-bookmark = 用 yue bookmarks --json 列出编号
why-no-tag = 没有给出标签
advice-no-tag = 请给出标签，如 yue bookmarks tag ID 新闻
why-no-bookmarks = 里面没有书签
advice-no-bookmarks = 请给出 bookmarks.toml 或 yue bookmarks --json 那样的文件
why-no-backup = 没有这个备份
advice-no-backup = 用 yue bookmarks restore --list 列出备份
why-protected = 文件禁止写入
advice-protected = 请让所有者可写：chmod u+w
why-config-unreadable = 无法读取
advice-config-unreadable = 先用默认设置
why-lock-busy = 另一个程序正在写入
advice-lock-busy = 请再试一次
why-disk-full = 磁盘已满
advice-disk-full = 请腾出空间再试
why-file-limit = 这里的文件不能再变大
advice-file-limit = 请放宽限制（ulimit -f）再试
why-no-folder = 所在的文件夹不存在，也无法建立
advice-no-folder = 请用 YUE_CONFIG_DIR 另选文件夹
why-read-only = 磁盘是只读的
advice-read-only = 请用 YUE_CONFIG_DIR 另选文件夹
why-no-home = 找不到主文件夹
advice-no-home = 请设置 HOME，或 YUE_CONFIG_DIR、YUE_DATA_DIR 和 YUE_STATE_DIR
why-no-id = 文库中没有这个编号的文章
advice-no-id = 用 yue list --json 查看编号
why-id-ambiguous = 有几篇文章的编号都这样开头
advice-id-ambiguous = 请多写几位
why-no-seed = 阅没有附带这篇文章
advice-no-seed = 用 yue list --json 查看
why-stdin-terminal = 标准输入是终端
advice-stdin-terminal = 请用管道传入文本：some-program | yue -
why-no-terminal = 没有终端
advice-no-terminal = 请用 yue print、yue list,或不带 --interactive 的 yue filter
why-moved = 文件已经改变，那里不再有文章开头
advice-moved = 请重新打开文件
why-read-once = 它只能读一次，列表已经读过
advice-read-once = 请先存成文件
why-record-broken = 这一行不是文章
advice-record-broken = 其余各行都在；每行要有标题或正文
why-records-broken = 还有别的行不是文章
advice-records-broken = 其余各行都在
why-line-long = 超过 64 MiB 的行被截断
advice-line-long = 应为每行一篇文章
why-cut = 文件中断或已损坏
advice-cut = 断处以前的都在；请重新取得文件
why-query-date = 这里没有日期
advice-query-date = 请写 2018、2018-06 或 2018-06-12
why-query-is = is: 后面只能写 bookmarked、read 或 unread
advice-query-is = 请写 is:bookmarked、is:read 或 is:unread
why-memory-damaged = 文件已损坏
advice-memory-damaged = 启动阅，它会移开这个文件，另建一个
why-memory-newer = 由更新版本的阅写成
advice-memory-newer = 请用新版本；这一版不会改动它
why-memory-locked = 另一个程序正在使用它
advice-memory-locked = 请再试一次
why-nothing-read = 还没有读过可以再打开的文章
advice-nothing-read = 启动时给出文件，或不带参数看文库
why-query-field = 行没有字段，只有文章才有
advice-query-field = 要找这个词本身，就在前面加 '
why-query-words = 词太多
advice-query-words = 最多 64 个词，查正文时 32 个；请删去一些
why-query-long = 词太长，不能在正文中查找
advice-query-long = 最多 128 个字符；请删去一些
why-command = 用于复制的程序出错
advice-command = 检查配置中的 copy-command
why-browser = 浏览器出错
advice-browser = 检查环境变量 BROWSER
why-editor = 编辑器出错
advice-editor = 检查环境变量 VISUAL 和 EDITOR
why-editor-waits = 终端还在处理先前的输入
advice-editor-waits = 请再试一次
why-output = 无法写出
advice-output = 请检查输出的去处

error-line = yue: { $what }: { $why } ({ $advice }) [{ $tag }]
error-line-detail = yue: { $what }: { $why }, { $detail } ({ $advice }) [{ $tag }]
error-unsaved-bookmarks = yue: 有 { $count } 个书签未能保存: { $why } ({ $advice }) [{ $tag }]
error-unsaved-removals = yue: 有 { $count } 个已取消的书签仍在文件里: { $why } ({ $advice }) [{ $tag }]
error-panic = yue: 程序内部出错而中止；已保存的都在磁盘上 [E70]
error-panic-noted = yue: 程序内部出错而中止；已保存的都在磁盘上，出错的记录在 { $path } [E70]
error-panic-unnoted = yue: 程序内部出错而中止（{ $what }）；已保存的都在磁盘上，但出错的记录未能写入 [E70]
error-config = yue: { $path }: { $problem } [{ $tag }]

## config.toml 中的错误
config-line = 第 { $line } 行：{ $what }
config-did-you-mean = { $what }，是不是「{ $nearest }」？
config-syntax = 不是有效的 TOML（{ $detail }）
config-unknown-setting = 没有「{ $name }」这项设置
config-unknown-command = 没有「{ $name }」这个命令
config-needs-folders = 「{ $name }」应是文件夹的列表，例如 ["~/articles"]
config-needs-command = 「{ $name }」应是程序及其参数的列表，例如 ["wl-copy"]
config-needs-choice = 「{ $name }」只能是其中之一：{ $choices }
config-needs-number = 「{ $name }」应是 { $least } 到 { $most } 的整数
config-needs-switch = 「{ $name }」应是 true 或 false
config-needs-table = 「{ $name }」应自成一节：[{ $name }]
config-needs-keys = 「{ $name }」应是按键的列表，例如 ["x", "<C-x>"]
config-bad-key = 「{ $key }」不是按键
config-key-taken = 「{ $key }」已经用于「{ $command }」
config-key-types = 「{ $key }」要用来输入文字
