//! What the dictionaries of `OpenCC` are not right about in a newspaper.
//!
//! Invariant: none of it is shown by itself: it decides what is converted.

/// Simplified forms that are also traditional characters: they say nothing about their text.
pub(super) const NOT_ONLY_SIMPLIFIED: &str = "丑丰于云仆价伙余准几划占厘台吁后吣咨咸尸岩干征斗朴杠杰柜棱涂涌游着秘筑腌苹范荐虫跖辟郁采里雇据";
/// The same the other way round.
pub(super) const NOT_ONLY_TRADITIONAL: &str = "乾著藉瞭徵昇夥釐麽陞氾剋";

/// Words in which the dictionary for Taiwan hears the language of computers, or a part of a name:
/// they keep their characters. Longer words of the dictionary go before. With `=`, a word added.
pub(super) const FOR_TAIWAN: &str = "支持 對象 程序 文件 項目 運行 聲明 發佈 全局 局部 參數 擴展 消息 社區 設備 連接 循環 拋出 萬象 歐拉 布爾 \
    薩蒂 格拉斯 拉莫 福雷 拉洛 權限 進程 類型 觸摸 添加 保存 審覈 刷新 實例 映射 分區 調度 調用 遠程 信道 重載 截取 持久性 數據 用戶 默認 激活 指針 \
    窗口 隊列 鏡像 呼出 重裝 禁用 聯繫 性價比 設置 調試 回調 優化 屏蔽 綁定 代碼 腳本 高端 字體 點擊 查找 查看 發送 導入 導出 內核 存儲 計算機=電腦 \
    計算機程序=電腦程式 電腦程序=電腦程式 應用程序=應用程式";
/// The same for the mainland.
pub(super) const FOR_MAINLAND: &str = "支援 程序 檔案 文件 物件 專案 數位 智慧 執行 宣告 建立 核心 影像 影片 呼叫 查詢 聯絡 連線 裝置 複製 過載 \
    線上 永珍 永續性 捲軸 片語 高階 低階 防毒 互動 整合 新增 啟用 停用 陣列 巢狀 區域性 重灌 釋出 獅子山 尤拉 布林 葛拉斯 拉摩 拉羅 薩提 佛瑞 查德 \
    貝南 尼日 哈薩克 烏茲別克 塔吉克 土庫曼 厄瓜多 伊利諾 預設 儲存 外掛 元件 指標 指令碼 排程 序列 貼上 載入 登出 擷取 撥出 通訊 行程 資料 訊息 回撥 \
    堆疊 外接 字型 傳送 即時 例項 遮蔽 進階 離線 頁首 點選 類比 批次 擴音 向量 社群 視窗 觸控 設定 使用者 效能 簡報 存檔 存取 行動式 變數 正規化 \
    自閉症 埠 相容 取樣 丟擲 分割槽 模組 識別符號 重新整理 技術長 列舉 映象 過動症 溢位 凱吉 多工 宕機 型別 智慧型手機=智能手機";
