;;; mfl-mode.el --- Major mode for MFL, the mail filtering language  -*- lexical-binding: t -*-

;; Version: 0.1
;; Package-Requires: ((emacs "27.1"))
;; Keywords: languages, mail

;;; Commentary:

;; Highlights, indents and indexes MFL programs, finds errors in the output of
;; `postern --lint', and tells eglot to start `postern lsp'.

;;; Code:

(require 'compile)

(defgroup mfl nil
  "Editing of MFL programs."
  :group 'languages)

(defcustom mfl-indent-offset 2
  "Columns by which a block is indented."
  :type 'integer
  :safe #'integerp)

(defcustom mfl-server-command '("postern" "lsp")
  "Command of the language server."
  :type '(repeat string))

(defconst mfl-keywords
  '("accept" "add" "alias" "and" "break" "bye" "case" "catch" "const" "continue" "dclex" "default" "delete" "discard"
    "do" "done" "echo" "elif" "else" "fi" "fnmatches" "for" "from" "func" "if" "import" "loop" "matches" "module"
    "next" "not" "on" "or" "pass" "precious" "prog" "public" "reject" "replace" "require" "return" "returns"
    "sed" "set" "static" "switch" "tempfail" "throw" "try" "vaptr" "void" "when" "while"
    "mx" "poll" "as" "host" "import" "input")
  "The reserved words, and those that are words only in their place.")

(defconst mfl-types '("number" "string")
  "The data types.")

(defconst mfl-handlers
  '("connect" "helo" "envfrom" "envrcpt" "data" "header" "eoh" "body" "eom" "begin" "end" "startup" "shutdown" "action")
  "What `prog' takes.")

(defvar mfl-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?/ ". 14b" table)
    (modify-syntax-entry ?* ". 23b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\' "." table)
    (modify-syntax-entry ?\\ "\\" table)
    (modify-syntax-entry ?% "." table)
    (modify-syntax-entry ?$ "." table)
    table)
  "Syntax of MFL; the rest is up to `mfl--propertize'.")

(defvar mfl-font-lock-keywords
  `(("^[ \t]*\\(#[ \t]*\\(?:pragma\\|include\\|include_once\\|line\\|error\\|warning\\)\\)[ \t].*$"
     (0 font-lock-preprocessor-face t))
    (,(concat "\\_<prog[ \t\n]+" (regexp-opt mfl-handlers t) "\\_>") 1 font-lock-function-name-face)
    ("\\_<func[ \t]+\\(\\(?:\\sw\\|\\s_\\)+\\)" 1 font-lock-function-name-face)
    ("\\_<\\(?:const\\|dclex\\)[ \t]+\\(\\(?:\\sw\\|\\s_\\)+\\)" 1 font-lock-constant-face)
    (,(concat (regexp-opt mfl-types 'symbols) "[ \t]+\\(\\(?:\\sw\\|\\s_\\)+\\)") 2 font-lock-variable-name-face)
    (,(regexp-opt mfl-types 'symbols) . font-lock-type-face)
    (,(regexp-opt mfl-keywords 'symbols) . font-lock-keyword-face)
    ("\\_<e_\\(?:\\sw\\|\\s_\\)+\\_>" . font-lock-constant-face)
    ("\\_<__[a-z]+__\\_>" . font-lock-builtin-face)
    ("\\$\\(?:{[^}\n]+}\\|[A-Za-z0-9_#@*]+\\)" . font-lock-variable-name-face)
    ("%\\(?:{\\$?[A-Za-z0-9_]+}\\|[A-Za-z_][A-Za-z0-9_]*\\)" (0 font-lock-variable-name-face prepend)))
  "What is highlighted in `mfl-mode'.")

(defun mfl--string (start end)
  "Make the text from START to END one string, in which nothing escapes."
  (save-excursion
    (goto-char start)
    (while (search-forward "\\" end t)
      (put-text-property (1- (point)) (point) 'syntax-table (string-to-syntax "."))))
  (put-text-property start (1+ start) 'syntax-table (string-to-syntax "|"))
  (put-text-property (1- end) end 'syntax-table (string-to-syntax "|")))

(defun mfl--propertize (start end)
  "Give syntax to what a table cannot tell, between START and END.
Single quotes know no escape, `$#' begins no comment, and here-documents
are strings."
  (goto-char start)
  (while (re-search-forward "\\$#\\|'\\|<<\\(-?\\)[ \t]*\\([\\']?\\)\\([A-Za-z_][A-Za-z0-9_]*\\)'?" end t)
    (let ((found (match-beginning 0)) (what (char-after (match-beginning 0)))
          (word (match-string-no-properties 3)))
      (unless (nth 8 (save-excursion (syntax-ppss found)))
        (pcase what
          (?$ (put-text-property (1+ found) (+ 2 found) 'syntax-table (string-to-syntax ".")))
          (?' (when (search-forward "'" nil t)
                (mfl--string found (point))))
          (?< (forward-line 1)
              (let ((text (point)))
                (when (and (< text (point-max))
                           (re-search-forward (concat "^[ \t]*" (regexp-quote word) "$") nil t))
                  ;; With the newline before the text, and the last word.
                  (mfl--string (1- text) (point))))))))))

(defun mfl--extend (start end)
  "Widen the region from START to END to whole top-level declarations."
  (save-excursion
    (goto-char start)
    (let ((from (if (re-search-backward "^\\(?:func\\|prog\\)\\_>" nil t) (point) (point-min))))
      (when (< from start) (cons from end)))))

(defun mfl--in-text-p (position)
  "Whether POSITION lies in a string or a comment."
  (nth 8 (save-excursion (syntax-ppss position))))

(defun mfl--depth (position)
  "How many blocks are open at POSITION."
  (save-excursion
    (goto-char position)
    (let ((depth 0))
      (unless (re-search-backward "^\\(?:func\\|prog\\)\\_>" nil t)
        (goto-char (point-min)))
      (while (re-search-forward "\\_<\\(do\\|done\\|if\\|fi\\)\\_>" position t)
        (let ((word (match-string-no-properties 1)))
          (unless (mfl--in-text-p (match-beginning 0))
            (setq depth (if (member word '("do" "if")) (1+ depth) (max 0 (1- depth)))))))
      depth)))

(defun mfl--indentation ()
  "The column where the line at point should begin."
  (save-excursion
    (beginning-of-line)
    (let ((depth (mfl--depth (point))))
      (skip-chars-forward " \t")
      (* mfl-indent-offset
         (cond ((looking-at-p "\\(?:done\\|fi\\|else\\|elif\\|case\\|default\\|when\\)\\_>") (max 0 (1- depth)))
               ((and (= depth 0) (looking-at-p "\\(?:returns\\|alias\\)\\_>")) 1)
               (t depth))))))

(defun mfl-indent-line ()
  "Indent the line at point; leave what begins within a string or comment."
  (interactive)
  (if (nth 8 (save-excursion (syntax-ppss (line-beginning-position))))
      'noindent
    (let ((column (mfl--indentation)))
      (if (<= (current-column) (current-indentation))
          (indent-line-to column)
        (save-excursion (indent-line-to column))))))

(defvar mfl-imenu-generic-expression
  '((nil "^[ \t]*\\(?:\\(?:public\\|static\\)[ \t]+\\)?func[ \t]+\\([A-Za-z0-9_]+\\)" 1)
    ("Handlers" "^[ \t]*prog[ \t]+\\([a-z]+\\)" 1)
    ("Constants" "^[ \t]*const[ \t]+\\([A-Za-z0-9_]+\\)[ \t]+[^ \t\n]" 1))
  "Index of functions, handlers and constants.")

;;;###autoload
(define-derived-mode mfl-mode prog-mode "MFL"
  "Major mode for MFL, the mail filtering language of mailfromd and Postern."
  (setq-local comment-start "# ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "\\(?:#+\\|/\\*+\\)[ \t]*")
  (setq-local font-lock-defaults '(mfl-font-lock-keywords))
  (setq-local syntax-propertize-function #'mfl--propertize)
  (add-hook 'syntax-propertize-extend-region-functions #'mfl--extend nil t)
  (setq-local indent-line-function #'mfl-indent-line)
  (setq-local imenu-generic-expression mfl-imenu-generic-expression)
  (setq-local parse-sexp-ignore-comments t))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.mfl\\'" . mfl-mode))

(add-to-list 'compilation-error-regexp-alist-alist
             '(mfl "^[^ \t\n:]+: \\([^ \t\n:][^\n:]*\\):\\([0-9]+\\)\\(?:\\.\\([0-9]+\\)\\(?:-\\(?:\\([0-9]+\\)\\.\\)?\\([0-9]+\\)\\)?\\)?: \\(warning: \\)?"
                   1 (2 . 4) (3 . 5) (6)))
(add-to-list 'compilation-error-regexp-alist 'mfl)

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs (cons 'mfl-mode mfl-server-command)))

(provide 'mfl-mode)
;;; mfl-mode.el ends here
